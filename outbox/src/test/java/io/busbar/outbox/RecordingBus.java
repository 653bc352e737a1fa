// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A bus that outlives those who publish to it: takes events over loopback and remembers in which
 * order it accepted what from whom. It refuses what calls itself poison, and throttles now and
 * then.
 */
final class RecordingBus implements AutoCloseable {
  static final String POISON = "\"poison\":true";
  private static final int THROTTLED_OF_1000 = 5;
  private final ServerSocket server;
  private final Random random;
  private final List<Arrival> arrivals = new ArrayList<>();

  /** An event that was accepted. */
  record Arrival(String process, UUID id, String detail) {}

  private RecordingBus(ServerSocket server, long seed) {
    this.server = server;
    this.random = new Random(seed);
  }

  static RecordingBus start(long seed) {
    try {
      RecordingBus bus =
          new RecordingBus(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), seed);
      bus.daemon(bus::acceptConnections);
      return bus;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  List<Arrival> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  private void daemon(Runnable work) {
    Thread thread = new Thread(work, "recording-bus");
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptConnections() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      return;
    }
  }

  /** Ends when the process at the other end does. */
  private void serve(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
      String process = in.readUTF();
      while (true) {
        answer(process, in, out);
      }
    } catch (IOException gone) {
      return;
    }
  }

  /** Takes a request whole before anything of it counts. */
  private void answer(String process, DataInputStream in, DataOutputStream out) throws IOException {
    long request = in.readLong();
    List<Arrival> entries = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      UUID id = new UUID(in.readLong(), in.readLong());
      byte[] detail = in.readNBytes(in.readInt());
      entries.add(new Arrival(process, id, new String(detail, StandardCharsets.UTF_8)));
    }
    out.writeLong(request);
    for (Arrival entry : entries) {
      out.writeUTF(judge(entry));
    }
    out.flush();
  }

  /** The code of a refusal; empty for an event that is accepted. */
  private String judge(Arrival entry) {
    synchronized (arrivals) {
      if (entry.detail().contains(POISON)) {
        return "InvalidArgument";
      }
      if (random.nextInt(1000) < THROTTLED_OF_1000) {
        return "ThrottlingException";
      }
      arrivals.add(entry);
      return "";
    }
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
