// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How often a handler is tried, and which failures are not worth a second try. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Retry {

  /** Attempts in all, the first included; then the event is dead-lettered. Default: 5. */
  int maxAttempts() default 5;

  /**
   * The longest wait before the second attempt, as text of {@link java.time.Duration}; it doubles
   * each time. Default: one second.
   */
  String baseDelay() default "PT1S";

  /** The longest wait at all. Default: 15 minutes; SQS allows 12 hours. */
  String maxDelay() default "PT15M";

  /**
   * Exceptions (with their subclasses) that dead-letter the event at once. Default: none but those
   * of {@link FailureClassifier}.
   */
  Class<? extends Throwable>[] fatal() default {};
}
