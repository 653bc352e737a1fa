// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method the handler of an event. Its parameters may be the event's record, {@code
 * EventEnvelope<T>}, {@code EventMetadata}, {@link HandlerContext} and {@code JsonNode} (the detail
 * as it arrived), in any order. Methods of superclasses and interfaces count as well.
 *
 * <p>What it returns is published before the delivery is acknowledged: nothing, an event, a
 * collection of events, an {@code Optional}, or a {@code CompletionStage} of these. What it throws
 * is retried or dead-lettered, see {@link Retry}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventHandler {

  /**
   * The event's source; a trailing {@code *} matches any rest. Default: the source of the record's
   * {@code @EventType}.
   */
  String source() default "";

  /** The event's detail-type. Default: the name of the record's {@code @EventType}. */
  String detailType() default "";

  /**
   * An EventBridge event pattern that the envelope must match as well. Default: none; a pattern
   * costs a tree for each event.
   */
  String pattern() default "";

  /**
   * The handler's name in idempotency keys, dead letters, meters and the ids of the events that it
   * returns. Default: {@code Class.method(Record)}. Name it when one of these may be renamed: under
   * a new name, old duplicates are not recognised.
   */
  String id() default "";
}
