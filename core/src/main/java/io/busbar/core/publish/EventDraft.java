// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.Cause;
import io.busbar.core.EncodedDetail;
import io.busbar.core.EventMetadata;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.TraceContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to become an {@link Entry}, as interceptors see it. Lives for one pass, on
 * one thread.
 */
public final class EventDraft {
  private final OutgoingEvent event;
  private final String bus;
  private final PublishKind kind;
  private final @Nullable Cause cause;
  private EventMetadata metadata;
  private @Nullable TraceContext traceContext;
  private @Nullable String traceHeader;
  private @Nullable Object attachment;
  private @Nullable EncodedDetail detail;
  private @Nullable Consumer<PublishResult> onResult;

  EventDraft(
      OutgoingEvent event,
      String bus,
      PublishKind kind,
      @Nullable Cause cause,
      EventMetadata metadata) {
    this.event = event;
    this.bus = bus;
    this.kind = kind;
    this.cause = cause;
    this.metadata = metadata;
  }

  public OutgoingEvent event() {
    return event;
  }

  public String bus() {
    return bus;
  }

  public PublishKind kind() {
    return kind;
  }

  /** The event whose handler publishes this one, or null. */
  public @Nullable Cause cause() {
    return cause;
  }

  public EventMetadata metadata() {
    return metadata;
  }

  /** Takes effect in the slots METADATA and TRACE. */
  public void metadata(EventMetadata changed) {
    this.metadata = changed;
  }

  public @Nullable TraceContext traceContext() {
    return traceContext;
  }

  /** Takes effect before SERIALISE has run. */
  public void traceContext(TraceContext context) {
    this.traceContext = context;
  }

  public @Nullable String traceHeader() {
    return traceHeader;
  }

  /** X-Ray's header, at most 500 characters. */
  public void traceHeader(String header) {
    this.traceHeader = header;
  }

  public @Nullable Object attachment() {
    return attachment;
  }

  /** Stays with the entry as long as it stays in this process; there is one place only. */
  public void attachment(Object attachment) {
    this.attachment = attachment;
  }

  /** The final bytes; null before slot VALIDATE. */
  public @Nullable EncodedDetail detail() {
    return detail;
  }

  void detail(EncodedDetail encoded) {
    this.detail = encoded;
  }

  /**
   * Hears once of the event's fate, on whichever thread learns it; also when the event is refused
   * before it is an entry. Must not block or throw.
   */
  public void onResult(Consumer<PublishResult> listener) {
    this.onResult = onResult == null ? listener : onResult.andThen(listener);
  }

  @Nullable Consumer<PublishResult> listener() {
    return onResult;
  }
}
