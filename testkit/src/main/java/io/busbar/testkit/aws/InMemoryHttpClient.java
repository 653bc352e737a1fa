// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Asks an organization in memory on the caller's thread. Thread-safe. */
final class InMemoryHttpClient implements SdkHttpClient {
  private final InProcessCalls calls;

  InMemoryHttpClient(InProcessCalls calls) {
    this.calls = calls;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Request(request);
  }

  @Override
  public String clientName() {
    return "InMemory";
  }

  @Override
  public void close() {
    calls.close();
  }

  private final class Request implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private volatile @Nullable CompletableFuture<AwsResponse> answer;
    private volatile boolean aborted;

    Request(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      refuseWhenAborted();
      CompletableFuture<AwsResponse> asked = calls.ask(request.httpRequest(), body());
      answer = asked;
      if (aborted) {
        asked.cancel(false);
      }
      try {
        return response(asked.get());
      } catch (InterruptedException interrupted) {
        asked.cancel(false);
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(
            "The thread was interrupted while it waited for messages.");
      } catch (CancellationException ended) {
        refuseWhenAborted();
        throw new IOException("The client was closed before there was an answer.", ended);
      } catch (ExecutionException failed) {
        throw new IOException("The request has failed.", failed.getCause());
      }
    }

    @Override
    public void abort() {
      aborted = true;
      CompletableFuture<AwsResponse> asked = answer;
      if (asked != null) {
        asked.cancel(false);
      }
    }

    private void refuseWhenAborted() throws IOException {
      if (aborted) {
        throw new IOException("The request was aborted before there was an answer.");
      }
    }

    private String body() throws IOException {
      ContentStreamProvider content = request.contentStreamProvider().orElse(null);
      if (content == null) {
        return "";
      }
      try (InputStream stream = content.newStream()) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    private static HttpExecuteResponse response(AwsResponse answer) {
      byte[] body = SdkAnswer.body(answer);
      return HttpExecuteResponse.builder()
          .response(SdkAnswer.head(answer, body))
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
          .build();
    }
  }
}
