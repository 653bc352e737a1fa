// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.TransportException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** The way to a {@link RecordingBus} from another process. */
final class RemoteBus implements EventTransport {
  private final DataOutputStream out;
  private final DataInputStream in;
  private final Killer killer;
  private final IntSupplier checkedOut;
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private long requests;

  private record Waiting(int entries, CompletableFuture<List<EntryResult>> answer) {}

  /**
   * Connects.
   *
   * @param checkedOut how many database connections the calling thread holds: none while it sends
   */
  RemoteBus(int port, String process, Killer killer, IntSupplier checkedOut) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.killer = killer;
    this.checkedOut = checkedOut;
    out.writeUTF(process);
    Thread reader = new Thread(this::read, "remote-bus");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public ServiceLimits limits() {
    return ServiceLimits.EVENTBRIDGE;
  }

  /** Only the relay's thread sends. */
  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    if (checkedOut.getAsInt() != 0) {
      throw new AssertionError("A request was sent while a database connection was checked out.");
    }
    killer.reached(Failpoint.BEFORE_SEND);
    CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
    long request = ++requests;
    waiting.put(request, new Waiting(entries.size(), answer));
    try {
      write(request, entries);
    } catch (IOException failed) {
      answer.completeExceptionally(
          new TransportException("IOException", "The bus is gone.", failed));
    }
    killer.reached(Failpoint.AFTER_SEND_BEFORE_ANSWER);
    return answer;
  }

  private void write(long request, List<Entry> entries) throws IOException {
    out.writeLong(request);
    out.writeInt(entries.size());
    for (Entry entry : entries) {
      out.writeLong(entry.id().value().getMostSignificantBits());
      out.writeLong(entry.id().value().getLeastSignificantBits());
      byte[] detail = entry.detail().utf8();
      out.writeInt(detail.length);
      out.write(detail);
    }
    out.flush();
  }

  private void read() {
    try {
      while (true) {
        Waiting asked = waiting.remove(in.readLong());
        List<EntryResult> results = new ArrayList<>();
        for (int i = 0; i < asked.entries(); i++) {
          String code = in.readUTF();
          results.add(
              code.isEmpty()
                  ? new EntryResult.Accepted("accepted")
                  : new EntryResult.Refused(code, "refused"));
        }
        asked.answer().complete(results);
      }
    } catch (IOException gone) {
      return;
    }
  }
}
