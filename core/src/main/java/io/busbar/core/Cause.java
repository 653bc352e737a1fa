// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import org.jspecify.annotations.Nullable;

/**
 * The event being handled, as the cause of what is published meanwhile: correlation is kept,
 * causation is set, the trace is continued.
 *
 * @param hops of the causing event
 */
public record Cause(
    EventId id,
    String correlationId,
    int hops,
    @Nullable TraceContext traceContext,
    @Nullable Actor actor) {

  private static final ThreadLocal<@Nullable Cause> CURRENT = new ThreadLocal<>();

  public static Cause of(EventHead head) {
    EventMetadata metadata = head.metadata();
    return new Cause(
        metadata.id(),
        metadata.correlationId(),
        metadata.hops(),
        head.traceContext(),
        metadata.actor());
  }

  /**
   * The event whose handler runs on this thread, or null. Work that a handler hands to another
   * thread has no cause unless it takes it along, by {@code HandlerContext.publish} or {@link
   * OutgoingEvent.Builder#cause}.
   */
  public static @Nullable Cause current() {
    return CURRENT.get();
  }

  /**
   * Makes this the current cause of the calling thread until the scope is closed, which restores
   * the one before.
   */
  public Scope open() {
    Cause before = CURRENT.get();
    CURRENT.set(this);
    // Not removed: the next event on this thread would have to add it again.
    return () -> CURRENT.set(before);
  }

  /** Closes without a checked exception; on the thread that opened it. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
