// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.VirtualClock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The calls of one HTTP client of the SDK to an {@link AwsProtocol}. Thread-safe. */
final class InProcessCalls implements AutoCloseable {
  private final AwsProtocol protocol;
  private final @Nullable VirtualClock moved;
  private final Map<Object, CompletableFuture<AwsResponse>> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param moved the clock that a call moves until it has its answer; null to leave the time alone
   */
  InProcessCalls(AwsProtocol protocol, @Nullable VirtualClock moved) {
    this.protocol = protocol;
    this.moved = moved;
  }

  /**
   * Asks, and moves the clock until there is an answer.
   *
   * @return cancel it to end a long poll; it is cancelled when this is closed
   * @throws IllegalStateException after {@link #close}
   */
  CompletableFuture<AwsResponse> ask(SdkHttpRequest request, String body) {
    refuseWhenClosed();
    CompletableFuture<AwsResponse> answer = protocol.handle(read(request, body));
    if (!answer.isDone()) {
      remember(answer);
      moveTime(answer);
    }
    return answer;
  }

  /** Ends what is open. Closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    open.values().forEach(answer -> answer.cancel(false));
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new IllegalStateException(
          "The client is closed. Build another one, or close it after its last call.");
    }
  }

  private void remember(CompletableFuture<AwsResponse> answer) {
    Object key = new Object();
    open.put(key, answer);
    var unused = answer.whenComplete((response, failure) -> open.remove(key));
    if (closed) {
      answer.cancel(false);
    }
  }

  /** A poll's own end is on the clock, so this ends. */
  private void moveTime(CompletableFuture<AwsResponse> answer) {
    while (moved != null && !answer.isDone() && moved.advanceToNext()) {
      // Whatever was due has run; perhaps it was the answer.
    }
  }

  private static AwsRequest read(SdkHttpRequest request, String body) {
    return new AwsRequest(
        request.firstMatchingHeader("X-Amz-Target").orElse(""),
        Caller.of(request.firstMatchingHeader("Authorization").orElse(null)),
        endpoint(request),
        body);
  }

  private static String endpoint(SdkHttpRequest request) {
    boolean usual = request.port() == ("https".equals(request.protocol()) ? 443 : 80);
    return request.protocol() + "://" + request.host() + (usual ? "" : ":" + request.port());
  }
}
