// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish with more to say than its record does: another bus, a delay, a key, an own
 * id; or without an annotated record at all. {@link EventPublisher} takes it wherever it takes a
 * record.
 *
 * @param detail a record or other object, a {@link JsonNode}, {@code byte[]} with finished JSON in
 *     UTF-8, which is checked, or an {@link EncodedDetail}, which is taken at its word: broken JSON
 *     is refused by EventBridge then ({@code MalformedDetail}), after the transaction of an outbox
 * @param schemaVersion written into the metadata; {@link EventMetadata#UNKNOWN_VERSION} leaves it
 *     out
 * @param id given by the caller, or null for a new one
 * @param time the envelope's time, or null for EventBridge's own
 * @param bus name or ARN, or null for the publisher's own
 * @param orderingKey events of one key leave the outbox in the order in which they were stored;
 *     others ignore it
 * @param deliverAt not before this time; only an outbox can wait, a publisher without one refuses
 *     it
 * @param cause the event that led to this one, or null for {@link Cause#current()}
 */
public record OutgoingEvent(
    EventName name,
    int schemaVersion,
    Object detail,
    boolean reservedMembers,
    @Nullable EventId id,
    List<String> resources,
    @Nullable Instant time,
    @Nullable String bus,
    @Nullable String orderingKey,
    @Nullable Delivery deliverAt,
    @Nullable Cause cause) {

  public OutgoingEvent {
    require(
        !name.source().startsWith("aws."),
        "The source '%s' begins with 'aws.', which EventBridge refuses from customers (NotAuthorizedForSourceException). "
            + "Use a prefix of your own, as in 'grocer.payment'.",
        name.source());
    require(
        schemaVersion >= EventMetadata.UNKNOWN_VERSION,
        "The schema version must be 1 or more, or UNKNOWN_VERSION, but was %d.",
        schemaVersion);
    resources = List.copyOf(resources);
  }

  /** Without the detail, which holds personal data: this ends up in logs. */
  @Override
  public String toString() {
    return "OutgoingEvent[" + name + ", id " + (id == null ? "not yet given" : id) + "]";
  }

  /**
   * Wraps a record that is annotated with {@link EventType}; an OutgoingEvent is returned as it is.
   */
  public static OutgoingEvent of(Object event) {
    return event instanceof OutgoingEvent ready ? ready : builder(event).build();
  }

  /** Starts from a record that is annotated with {@link EventType}. */
  public static Builder builder(Object event) {
    EventTypeInfo type = EventTypeInfo.of(event.getClass());
    return new Builder(type.name(), event)
        .schemaVersion(type.version())
        .reservedMembers(type.reservedMembers());
  }

  /**
   * Starts from any detail: an object, a {@link JsonNode}, {@code byte[]} with finished JSON in
   * UTF-8, or an {@link EncodedDetail}, which costs least because it is not read again.
   */
  public static Builder builder(String source, String detailType, Object detail) {
    return new Builder(new EventName(source, detailType), detail);
  }

  /** A copy with id and cause where the caller has set none: how a handler's results get theirs. */
  public OutgoingEvent derivedFrom(Cause cause, EventId derivedId) {
    return new OutgoingEvent(
        name,
        schemaVersion,
        detail,
        reservedMembers,
        id == null ? derivedId : id,
        resources,
        time,
        bus,
        orderingKey,
        deliverAt,
        this.cause == null ? cause : this.cause);
  }

  /**
   * When to deliver: at a time, or after a delay counted from the commit by the database's clock.
   */
  public sealed interface Delivery {
    record At(Instant time) implements Delivery {}

    record After(Duration delay) implements Delivery {
      public After {
        require(!delay.isNegative(), "The delay must not be negative, but was %s.", delay);
      }
    }
  }

  /** Collects what is said about an event. Not thread-safe. */
  public static final class Builder {
    private final EventName name;
    private final Object detail;
    private int schemaVersion = EventMetadata.UNKNOWN_VERSION;
    private boolean reservedMembers = true;
    private @Nullable EventId id;
    private List<String> resources = List.of();
    private @Nullable Instant time;
    private @Nullable String bus;
    private @Nullable String orderingKey;
    private @Nullable Delivery deliverAt;
    private @Nullable Cause cause;

    private Builder(EventName name, Object detail) {
      this.name = name;
      this.detail = detail;
    }

    /** Default: the version of the record's {@link EventType}, else unknown. */
    public Builder schemaVersion(int schemaVersion) {
      this.schemaVersion = schemaVersion;
      return this;
    }

    /** Default: as the record's {@link EventType} says, else written. */
    public Builder reservedMembers(boolean written) {
      this.reservedMembers = written;
      return this;
    }

    /** Default: a new id. Give one when the event's identity comes from elsewhere. */
    public Builder id(EventId id) {
      this.id = id;
      return this;
    }

    /**
     * ARNs that the event is about. Default: none. At most 2,048 characters each (PutEvents API).
     */
    public Builder resources(List<String> resources) {
      this.resources = resources;
      return this;
    }

    /**
     * The envelope's time, kept in seconds precision. Default: when EventBridge takes the event.
     */
    public Builder time(Instant time) {
      this.time = time;
      return this;
    }

    /** Name of a bus in the own account, or ARN of any. Default: the publisher's. */
    public Builder bus(String bus) {
      this.bus = bus;
      return this;
    }

    /** Default: none; events without a key leave in any order. */
    public Builder orderingKey(String orderingKey) {
      this.orderingKey = orderingKey;
      return this;
    }

    /**
     * Delivers after a delay, counted by the database's clock from the insert. Default: at once.
     * Needs an outbox.
     */
    public Builder delay(Duration delay) {
      this.deliverAt = new Delivery.After(delay);
      return this;
    }

    /** Delivers at a time. Default: at once. Needs an outbox. */
    public Builder deliverAt(Instant time) {
      this.deliverAt = new Delivery.At(time);
      return this;
    }

    /** Default: {@link Cause#current()} when the event is published. */
    public Builder cause(Cause cause) {
      this.cause = cause;
      return this;
    }

    public OutgoingEvent build() {
      return new OutgoingEvent(
          name,
          schemaVersion,
          detail,
          reservedMembers,
          id,
          resources,
          time,
          bus,
          orderingKey,
          deliverAt,
          cause);
    }
  }
}
