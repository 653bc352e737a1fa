// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds the batches of a handler that takes a {@code List<EventEnvelope<T>>}. No event waits for
 * company: when the handler is idle, it gets what there is; what arrives while it runs goes
 * together into the next call.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Batch {
  /** The most events of one call. Default: 100, which one batch insert takes well. */
  int maxEvents() default 100;
}
