// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.runtime.BusbarBuilder;

/**
 * A bean that has a say in how the application's {@link io.busbar.core.runtime.Busbar} is built:
 * idempotency, upcasters, interceptors, further containers. Called in the order of {@code @Order}
 * while the application starts, after what the properties say.
 */
@FunctionalInterface
public interface BusbarCustomizer {
  void customize(BusbarBuilder builder);
}
