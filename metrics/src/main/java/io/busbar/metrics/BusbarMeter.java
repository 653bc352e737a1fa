// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import java.util.List;

/**
 * All meters: the names of OpenTelemetry's semantic conventions for messaging (version 1.37.0)
 * where there are any, {@code busbar.*} otherwise. A name always has the same tag keys.
 */
enum BusbarMeter {
  SENT(
      "messaging.client.sent.messages",
      Kind.COUNTER,
      "Events whose fate is known; error.type is EventBridge's code, or none",
      Tag.DESTINATION,
      Tag.SOURCE,
      Tag.DETAIL_TYPE,
      Tag.ERROR),
  OPERATION(
      "messaging.client.operation.duration",
      Kind.TIMER,
      "PutEvents requests that were answered",
      Tag.OPERATION),
  BATCH_SIZE("busbar.publish.batch.size", Kind.SUMMARY, "Events of a request"),
  BATCH_BYTES(
      "busbar.publish.batch.bytes", Kind.SUMMARY, "Size of a request as EventBridge counts it"),
  CHUNKS(
      "busbar.publish.billed.chunks",
      Kind.COUNTER,
      "64 KB chunks, which is what EventBridge bills"),
  RETRIES(
      "busbar.publish.retries",
      Kind.COUNTER,
      "Entries that failed and are sent again",
      Tag.DESTINATION,
      Tag.ERROR),
  POSSIBLE_DUPLICATES(
      "busbar.publish.possible.duplicates",
      Kind.COUNTER,
      "Entries sent again although the first try may have arrived",
      Tag.DESTINATION),
  CONSUMED(
      "messaging.client.consumed.messages",
      Kind.COUNTER,
      "Events that were received and read",
      Tag.DESTINATION,
      Tag.SOURCE,
      Tag.DETAIL_TYPE),
  DISPATCH_LAG(
      "busbar.dispatch.lag",
      Kind.TIMER,
      "From an event's creation to its handlers, the sender's clock against ours",
      Tag.DESTINATION),
  DELIVERY_LAG(
      "busbar.delivery.lag", Kind.TIMER, "From the queue to the handlers", Tag.DESTINATION),
  PROCESSED(
      "messaging.process.duration",
      Kind.TIMER,
      "Runs of handlers; outcome is ack, skip, retry or dead_letter",
      Tag.HANDLER,
      Tag.DETAIL_TYPE,
      Tag.OUTCOME),
  ACTIVE("busbar.handlers.active", Kind.GAUGE, "Runs of handlers under way", Tag.HANDLER),
  UNHANDLED(
      "busbar.consume.unhandled",
      Kind.COUNTER,
      "Events that no handler takes",
      Tag.SOURCE,
      Tag.DETAIL_TYPE),
  DUPLICATES(
      "busbar.consume.duplicates", Kind.COUNTER, "Duplicates that were not run", Tag.HANDLER),
  UNREADABLE(
      "busbar.consume.unreadable", Kind.COUNTER, "Messages that are no event", Tag.DESTINATION),
  DEAD_LETTERS(
      "busbar.consume.dead.letters",
      Kind.COUNTER,
      "Messages sent to a dead-letter queue",
      Tag.DESTINATION,
      Tag.HANDLER),
  ACKS_LOST(
      "busbar.consume.acks.lost",
      Kind.COUNTER,
      "Messages that are handled and will come again",
      Tag.DESTINATION),
  EXTRACTIONS(
      "busbar.trace.extractions",
      Kind.COUNTER,
      "Where the trace context of an event was found, or none or malformed",
      Tag.RESULT),
  INVALID(
      "busbar.schema.violations",
      Kind.COUNTER,
      "Violations of schemas by events that a service was about to publish",
      Tag.SOURCE,
      Tag.DETAIL_TYPE,
      Tag.RULE),
  DEPRECATED_READS(
      "busbar.schema.deprecated.reads",
      Kind.COUNTER,
      "Events whose deprecated field a handler has read",
      Tag.HANDLER,
      Tag.DETAIL_TYPE,
      Tag.FIELD),
  STORED("busbar.outbox.stored", Kind.COUNTER, "Entries committed with a transaction"),
  STORE_TO_BUS(
      "busbar.outbox.store.to.bus",
      Kind.TIMER,
      "From an entry's insert to the bus",
      Tag.DESTINATION),
  SWEEPS("busbar.outbox.sweeps", Kind.COUNTER, "Sweeps that found something"),
  SWEPT("busbar.outbox.swept", Kind.COUNTER, "Entries that sweeps found"),
  BACKLOG("busbar.outbox.backlog", Kind.GAUGE, "Entries in the table that are due"),
  OLDEST("busbar.outbox.oldest.age", Kind.GAUGE, "Age of the oldest of them, in seconds"),
  SECRET_FETCHES(
      "busbar.secret.fetches",
      Kind.COUNTER,
      "Secrets asked for at their source, and why",
      Tag.TRIGGER,
      Tag.ERROR),
  SECRET_STALE(
      "busbar.secret.stale",
      Kind.COUNTER,
      "Values served although they are older than they should be"),
  SECRET_AGE(
      "busbar.secret.age", Kind.GAUGE, "Since the value was confirmed, in seconds", Tag.CACHE),
  REPLICA_UPDATES(
      "busbar.replica.updates",
      Kind.COUNTER,
      "Updates that reached a replica",
      Tag.CACHE,
      Tag.OUTCOME),
  REPLICA_LOADS(
      "busbar.replica.loads",
      Kind.COUNTER,
      "Questions to a replica's loader",
      Tag.CACHE,
      Tag.ERROR),
  REPLICA_SILENCE(
      "busbar.replica.silence",
      Kind.GAUGE,
      "Since the last event or heartbeat, in seconds",
      Tag.CACHE);

  /** What a meter measures with. */
  enum Kind {
    COUNTER,
    TIMER,
    SUMMARY,
    GAUGE
  }

  /** The keys of tags. */
  static final class Tag {
    static final String DESTINATION = "messaging.destination.name";
    static final String OPERATION = "messaging.operation.name";
    static final String SOURCE = "event.source";
    static final String DETAIL_TYPE = "event.detail.type";
    static final String ERROR = "error.type";
    static final String HANDLER = "handler";
    static final String OUTCOME = "outcome";
    static final String RESULT = "result";
    static final String TRIGGER = "trigger";
    static final String CACHE = "cache";
    static final String RULE = "rule";
    static final String FIELD = "field";

    private Tag() {}
  }

  final String id;
  final Kind kind;
  final String description;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that is.
  final List<String> tags;

  BusbarMeter(String id, Kind kind, String description, String... tags) {
    this.id = id;
    this.kind = kind;
    this.description = description;
    this.tags = List.of(tags);
  }
}
