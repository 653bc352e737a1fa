// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.publisher;

/** Planted: the library must not sleep. */
public final class Sleeps {
  private Sleeps() {}

  static void nap() throws InterruptedException {
    Thread.sleep(1);
  }
}
