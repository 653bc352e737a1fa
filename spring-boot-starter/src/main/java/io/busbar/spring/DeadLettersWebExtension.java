// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** {@link DeadLettersEndpoint} over HTTP, where wrong input is told why it is wrong. */
@EndpointWebExtension(endpoint = DeadLettersEndpoint.class)
public final class DeadLettersWebExtension {
  private final DeadLettersEndpoint endpoint;

  DeadLettersWebExtension(DeadLettersEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @ReadOperation
  public WebEndpointResponse<?> list(@Selector String queue) {
    return EndpointAnswer.of(() -> endpoint.list(queue));
  }

  @WriteOperation
  public WebEndpointResponse<?> redrive(
      @Selector String queue,
      @Nullable String digest,
      @Nullable String perSecond,
      @Nullable String execute) {
    return EndpointAnswer.of(
        () -> {
          Long rate = EndpointAnswer.number("perSecond", perSecond);
          return endpoint.redrive(
              queue,
              digest,
              rate == null ? null : Math.toIntExact(Math.min(rate, Integer.MAX_VALUE)),
              EndpointAnswer.yes("execute", execute));
        });
  }

  @DeleteOperation
  public WebEndpointResponse<?> discard(
      @Selector String queue, @Nullable String digest, @Nullable String execute) {
    return EndpointAnswer.of(
        () -> endpoint.discard(queue, digest, EndpointAnswer.yes("execute", execute)));
  }
}
