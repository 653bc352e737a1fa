// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.testkit.contract.HandlerInterceptorContract;
import io.busbar.testkit.contract.PublishInterceptorContract;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Nested;

class TracingContractsTest {
  private static final BusbarConfig CONFIG = BusbarConfig.of("contract");

  @Nested
  class Publishing implements PublishInterceptorContract {
    private final PublishInterceptor interceptor = new Spans().tracing(CONFIG).publishing();

    @Override
    public PublishInterceptor interceptor() {
      return interceptor;
    }
  }

  @Nested
  class PublishingWithoutSdk implements PublishInterceptorContract {
    @Override
    public PublishInterceptor interceptor() {
      return Tracing.of(OpenTelemetry.noop(), CONFIG).publishing();
    }
  }

  @Nested
  class Handling implements HandlerInterceptorContract {
    private final HandlerInterceptor interceptor = new Spans().tracing(CONFIG).handling();

    @Override
    public HandlerInterceptor interceptor() {
      return interceptor;
    }
  }

  @Nested
  class HandlingWithoutSdk implements HandlerInterceptorContract {
    @Override
    public HandlerInterceptor interceptor() {
      return Tracing.of(OpenTelemetry.noop(), CONFIG).handling();
    }
  }
}
