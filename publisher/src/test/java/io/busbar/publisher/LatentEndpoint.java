// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes every PutEvents after a while, and remembers how many entries there were. */
final class LatentEndpoint implements AutoCloseable {
  private static final byte[] ENTRY = "\"DetailType\":".getBytes(StandardCharsets.US_ASCII);

  private final ExecutorService reading = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService answering = Executors.newScheduledThreadPool(2);
  private final AtomicLong taken = new AtomicLong();
  private final long latency;
  private final HttpServer server;

  LatentEndpoint(Duration latency) {
    // Without it the server answers 40 ms late (JDK-7068416).
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.latency = latency.toNanos();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(reading);
    server.createContext("/", this::take);
    server.start();
  }

  URI uri() {
    return URI.create(
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  /** How many entries have arrived. */
  long taken() {
    return taken.get();
  }

  @Override
  public void close() {
    server.stop(0);
    answering.shutdownNow();
    reading.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    int entries = entries(exchange.getRequestBody().readAllBytes());
    taken.addAndGet(entries);
    Future<?> unused =
        answering.schedule(() -> answer(exchange, entries), latency, TimeUnit.NANOSECONDS);
  }

  private static void answer(HttpExchange exchange, int entries) {
    String one = "{\"EventId\":\"11710aed-b79e-4468-a20b-bb3c0c3b4860\"}";
    String all = String.join(",", Collections.nCopies(entries, one));
    byte[] body =
        ("{\"FailedEntryCount\":0,\"Entries\":[" + all + "]}").getBytes(StandardCharsets.US_ASCII);
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** The SDK writes a member's name once for each entry, and quotes it within a detail. */
  private static int entries(byte[] body) {
    int entries = 0;
    for (int i = 0; i <= body.length - ENTRY.length; i++) {
      boolean here = body[i] == ENTRY[0] && body[i - 1] != '\\';
      if (here && Arrays.equals(body, i, i + ENTRY.length, ENTRY, 0, ENTRY.length)) {
        entries++;
      }
    }
    return entries;
  }
}
