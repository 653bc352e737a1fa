// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/**
 * Hears of everything that happens: one method for each thing worth a meter. The default does
 * nothing; the module {@code metrics} counts.
 *
 * <p>Implementations are thread-safe, fast (they are called on the hot path) and never throw.
 */
public interface Instruments {

  /** Hears everything and does nothing. */
  Instruments NONE = new Instruments() {};

  /** The value of an error code where there was no error. */
  String NO_ERROR = "none";

  /** The fate of one event is known. {@code errorCode} is {@link #NO_ERROR} when it is safe. */
  default void published(EventName name, String bus, String errorCode) {}

  /**
   * One request was answered. {@code chunks} is what it counts for on the bill, {@code nanos} its
   * duration.
   */
  default void requestSent(int entries, int bytes, int chunks, long nanos) {}

  /** One entry failed and will be sent again. */
  default void entryRetried(String bus, String errorCode) {}

  /**
   * An entry is sent again although EventBridge may have taken it: its consumers may see it twice.
   */
  default void possibleDuplicate(String bus) {}

  /**
   * An event was received and read. The lags are in milliseconds and negative when they are not
   * known: {@code sinceOccurred} from the event's creation, {@code sinceSent} from its arrival in
   * the queue.
   */
  default void received(String queue, EventName name, long sinceOccurred, long sinceSent) {}

  /**
   * A trace context was looked for in an event that has arrived. {@code result} says where it was
   * found, or {@code none} or {@code malformed}.
   */
  default void traceExtracted(String result) {}

  /** One handler begins with one delivery; {@link #handled} follows in any case. */
  default void handling(String handlerId) {}

  /**
   * One handler has finished with one delivery. {@code outcome} is the simple name of its outcome.
   */
  default void handled(String handlerId, EventName name, String outcome, long nanos) {}

  /** An event has arrived that no handler takes. */
  default void unhandled(EventName name) {}

  /** A delivery was recognised as a duplicate and not run again. */
  default void duplicate(String handlerId) {}

  /** A delivery could not be read as an event. */
  default void unreadable(String queue) {}

  /** A message went to a dead-letter queue. */
  default void deadLettered(String queue, String handlerId) {}

  /** Acknowledgements could not be confirmed; their messages will come again. */
  default void acksLost(String queue, int messages) {}

  /** Outbox entries were stored with a transaction. */
  default void outboxStored(int entries) {}

  /**
   * The bus has taken an outbox entry. {@code nanos} counts from its insert, or from when this node
   * has taken it over.
   */
  default void outboxRelayed(String bus, long nanos) {}

  /** A sweep found entries that their owner had left behind, or that were due. */
  default void outboxSwept(int entries) {}

  /**
   * A secret was asked for at its source. {@code trigger} says why: {@code load}, {@code age},
   * {@code rotation}, {@code authentication} or {@code request}; {@code errorCode} is {@link
   * #NO_ERROR} when a value came.
   */
  default void secretFetched(String trigger, String errorCode) {}

  /** A secret's value was served although it is older than it should be. */
  default void secretServedStale() {}

  /**
   * An update reached a replica. {@code outcome} is {@code applied}, {@code duplicate}, {@code
   * stale} or {@code forgotten}.
   */
  default void replicaApplied(String replica, String outcome) {}

  /** A replica asked its loader. {@code errorCode} is {@link #NO_ERROR} when it answered. */
  default void replicaLoaded(String replica, String errorCode) {}

  /** An event breaks its schema: once for each violation. {@code rule} is JSON Schema's keyword. */
  default void eventInvalid(EventName name, String rule) {}

  /**
   * A handler was given an event with a value in a field that its sender has deprecated. {@code
   * field} is its path, as in {@code $.items}.
   */
  default void deprecatedFieldRead(String handlerId, EventName name, String field) {}
}
