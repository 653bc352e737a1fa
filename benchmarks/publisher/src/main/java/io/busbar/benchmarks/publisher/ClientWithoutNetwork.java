// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Takes everything after half a millisecond, on a thread of its own as a client does, and without
 * HTTP, signing and JSON: what is left of the CPU is the caller's.
 */
final class ClientWithoutNetwork implements EventBridgeAsyncClient {
  private static final long LATENCY = Duration.ofNanos(500_000).toNanos();
  private static final PutEventsResultEntry TAKEN =
      PutEventsResultEntry.builder().eventId("11710aed-b79e-4468-a20b-bb3c0c3b4860").build();

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final Thread answering = new Thread(this::answer, "client-without-network");

  ClientWithoutNetwork() {
    answering.setDaemon(true);
    answering.start();
  }

  @Override
  public CompletableFuture<PutEventsResponse> putEvents(PutEventsRequest request) {
    Call call = new Call(System.nanoTime() + LATENCY, request, new CompletableFuture<>());
    calls.add(call);
    return call.answer();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    answering.interrupt();
  }

  private void answer() {
    try {
      while (true) {
        Call call = calls.take();
        for (long left = call.left(); left > 0 && !Thread.interrupted(); left = call.left()) {
          LockSupport.parkNanos(left);
        }
        call.answerNow();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private record Call(
      long due, PutEventsRequest request, CompletableFuture<PutEventsResponse> answer) {

    long left() {
      return due - System.nanoTime();
    }

    void answerNow() {
      answer.complete(
          PutEventsResponse.builder()
              .failedEntryCount(0)
              .entries(Collections.nCopies(request.entries().size(), TAKEN))
              .build());
    }
  }
}
