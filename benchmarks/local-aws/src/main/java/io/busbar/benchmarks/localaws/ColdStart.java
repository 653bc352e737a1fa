// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.localaws;

import io.busbar.testkit.aws.LocalAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Starts LocalAws in a JVM that has done nothing else, and prints how long its first answer took.
 */
final class ColdStart {
  private static final String REQUEST =
      """
      POST / HTTP/1.1
      Host: localhost
      X-Amz-Target: AmazonSQS.ListQueues
      Connection: close
      Content-Length: 2

      {}\
      """
          .replace("\n", "\r\n");

  private ColdStart() {}

  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    try (LocalAws aws = LocalAws.start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), aws.endpoint().getPort())) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      double millis = (System.nanoTime() - start) / 1e6;
      if (!new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200")) {
        throw new IllegalStateException("LocalAws did not answer.");
      }
      System.out.println(millis);
    }
  }
}
