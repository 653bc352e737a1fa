// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.testkit.aws.LocalAws;
import java.io.IOException;

/**
 * The embedded AWS in a JVM of its own, so that it outlives the platform; ends when its standard
 * input does.
 */
final class CrashTestAws {
  private CrashTestAws() {}

  public static void main(String[] args) throws IOException {
    try (LocalAws aws = LocalAws.start()) {
      Demo.duplicateSomeDeliveries(aws);
      System.out.println(aws.endpoint());
      while (System.in.read() >= 0) {
        // Nothing is said here; the end of the stream is the end of the test.
      }
    }
  }
}
