// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to the database that breaks while a commit is on it: before the database has heard of it,
 * or after that and before its answer.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Random random;
  private final int cutOneOf;
  private final AtomicInteger cuts = new AtomicInteger();

  private CuttingProxy(ServerSocket server, int target, Random random, int cutOneOf) {
    this.server = server;
    this.target = target;
    this.random = random;
    this.cutOneOf = cutOneOf;
  }

  /** Cuts one commit of a number, on average. */
  static CuttingProxy to(int port, Random random, int cutOneOf) throws IOException {
    CuttingProxy proxy =
        new CuttingProxy(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port, random, cutOneOf);
    daemon(proxy::acceptConnections);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  int cuts() {
    return cuts.get();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptConnections() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        database.setTcpNoDelay(true);
        daemon(() -> pump(client, database, true));
        daemon(() -> pump(database, client, false));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void pump(Socket from, Socket to, boolean towardsDatabase) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        boolean cut = towardsDatabase && isCut(buffer, read);
        if (!cut || random.nextBoolean()) {
          out.write(buffer, 0, read);
        }
        if (cut) {
          cuts.incrementAndGet();
          return;
        }
      }
    } catch (IOException gone) {
      return;
    }
  }

  private boolean isCut(byte[] buffer, int length) {
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT")
        && random.nextInt(cutOneOf) == 0;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
