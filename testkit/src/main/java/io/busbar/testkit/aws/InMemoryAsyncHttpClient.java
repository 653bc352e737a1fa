// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * Asks an organization in memory without blocking: an open poll is answered on the thread that
 * sends the message or moves the time. Thread-safe.
 */
final class InMemoryAsyncHttpClient implements SdkAsyncHttpClient {
  private final InProcessCalls calls;

  InMemoryAsyncHttpClient(InProcessCalls calls) {
    this.calls = calls;
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    RequestBody body = new RequestBody();
    request.requestContentPublisher().subscribe(body);
    var unused =
        body.text()
            .thenCompose(text -> ask(request, text, done))
            .whenComplete(
                (answer, failure) -> {
                  if (answer == null) {
                    fail(request.responseHandler(), done, failure);
                  } else {
                    deliver(request.responseHandler(), done, answer);
                  }
                });
    return done;
  }

  @Override
  public String clientName() {
    return "InMemory";
  }

  @Override
  public void close() {
    calls.close();
  }

  /** The SDK aborts by cancelling what {@link #execute} has returned. */
  private CompletableFuture<AwsResponse> ask(
      AsyncExecuteRequest request, String body, CompletableFuture<Void> done) {
    CompletableFuture<AwsResponse> answer = calls.ask(request.request(), body);
    var unused = done.whenComplete((nothing, aborted) -> answer.cancel(false));
    return answer;
  }

  private static void deliver(
      SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> done, AwsResponse answer) {
    byte[] body = SdkAnswer.body(answer);
    handler.onHeaders(SdkAnswer.head(answer, body));
    // The SDK's own publisher of bytes that are there; that it is made for requests does not
    // matter.
    handler.onStream(AsyncRequestBody.fromBytes(body));
    done.complete(null);
  }

  private static void fail(
      SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> done, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    Throwable told =
        cause instanceof CancellationException
            ? new IOException(
                "The request was aborted, or its client closed, before there was an answer.", cause)
            : cause;
    handler.onError(told);
    done.completeExceptionally(told);
  }
}
