// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** {@link OutboxEndpoint} over HTTP, where wrong input is told why it is wrong. */
@EndpointWebExtension(endpoint = OutboxEndpoint.class)
public final class OutboxWebExtension {
  private final OutboxEndpoint endpoint;

  OutboxWebExtension(OutboxEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @ReadOperation
  public WebEndpointResponse<?> status() {
    return EndpointAnswer.of(endpoint::status);
  }

  @ReadOperation
  public WebEndpointResponse<?> list(
      @Selector String what, @Nullable String detailType, @Nullable String afterId) {
    return EndpointAnswer.of(
        () -> endpoint.list(what, detailType, EndpointAnswer.number("afterId", afterId)));
  }

  @WriteOperation
  public WebEndpointResponse<?> requeue(@Selector String what, @Selector String id) {
    return EndpointAnswer.of(
        () -> Map.of("requeued", present(id, endpoint.requeue(what, number(id)))));
  }

  @DeleteOperation
  public WebEndpointResponse<?> discard(@Selector String what, @Selector String id) {
    return EndpointAnswer.of(
        () -> Map.of("discarded", present(id, endpoint.discard(what, number(id)))));
  }

  private static long number(String id) {
    return Objects.requireNonNull(EndpointAnswer.number("The id", id));
  }

  private static int present(String id, int done) {
    if (done == 0) {
      throw new NoSuchElementException(
          "The outbox has no dead event '%s': it may have been published again or discarded meanwhile. GET dead lists those that are there."
              .formatted(id));
    }
    return done;
  }
}
