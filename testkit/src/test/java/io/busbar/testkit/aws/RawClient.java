// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/**
 * A client that sends bytes as they are. How much of them a system's buffers take, and when, says
 * nothing of the server: what it answers, and that it ends the connection, does.
 */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient connect(URI endpoint) throws IOException {
    return new RawClient(new Socket(endpoint.getHost(), endpoint.getPort()));
  }

  /** Whether the connection was still there for all of it. */
  boolean send(String bytes) {
    return send(bytes.getBytes(ISO_8859_1));
  }

  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  /** What the server says until it ends the connection, in whatever way it does. */
  String rest() {
    StringBuilder read = new StringBuilder();
    byte[] part = new byte[4096];
    try {
      for (int n = socket.getInputStream().read(part); n >= 0; ) {
        read.append(new String(part, 0, n, UTF_8));
        n = socket.getInputStream().read(part);
      }
    } catch (IOException reset) {
      return read.toString();
    }
    return read.toString();
  }

  /** Sends, then reads until the server ends the connection. */
  static String exchange(URI endpoint, String bytes) throws IOException {
    try (RawClient client = connect(endpoint)) {
      client.send(bytes);
      return client.rest();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
