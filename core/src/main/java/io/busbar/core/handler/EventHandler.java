// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method the handler of an event. Its parameters may be the event's record, {@code
 * EventEnvelope<T>}, {@code EventMetadata}, {@link HandlerContext}, {@code JsonNode} (the detail as
 * it arrived) and single values ({@link MetadataValue}), in any order. Methods of superclasses and
 * interfaces count as well.
 *
 * <p>A handler of batches takes one {@code List<EventEnvelope<T>>}, see {@link Batch}; it returns
 * nothing, or a {@code List<Outcome>} with one outcome for each event, in their order.
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

  /** What to do with events that a replay brings from an archive. Default: run. */
  Replays replays() default Replays.RUN;

  /**
   * The accounts whose events the handler trusts; those of others are dead-lettered as forged,
   * because a source is whatever the sender writes. Default: all accounts; see also {@link
   * EventDispatcherBuilder#trust}.
   */
  String[] accounts() default {};

  /**
   * How many calls of the handler may run at once in this process. Those that wait hold their place
   * in the container. Default: 0, as many as the container has; 1 for a handler of batches.
   */
  int concurrency() default 0;
}
