// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.publish.EntryResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's PutEvents: refuses, accepts, and drops without a word what goes to a bus that does
 * not exist.
 */
final class PutEvents {
  private static final String OUTAGE = "An internal error occurred. Try again.";

  private final Region caller;
  private final InMemoryOrganization organization;

  PutEvents(Region caller) {
    this.caller = caller;
    this.organization = caller.account().organization();
  }

  List<EntryResult> put(List<PutEventsEntry> entries) {
    if (isDown()) {
      throw new AwsErrorException("InternalFailure", OUTAGE);
    }
    PutEventsRules.checkRequest(entries, organization.limits().putEvents());
    List<EntryResult> results = new ArrayList<>(entries.size());
    for (PutEventsEntry entry : entries) {
      results.add(put(entry));
    }
    return List.copyOf(results);
  }

  private EntryResult put(PutEventsEntry entry) {
    Reception reception = receive(entry, state()::newId);
    if (reception instanceof Reception.Refused refused) {
      return refused.answer();
    }
    if (reception instanceof Reception.Denied denied) {
      return deny(denied);
    }
    if (reception instanceof Reception.NoBus lost) {
      accepted(lost.event());
      organization.journal().add(lost.event(), lost.name(), new JournalEntry.MissingBus());
      return new EntryResult.Accepted(lost.event().id());
    }
    Reception.Taken taken = (Reception.Taken) reception;
    accepted(taken.event());
    taken.bus().accept(taken.event());
    return new EntryResult.Accepted(taken.event().id());
  }

  /** Decides and changes nothing. */
  Reception receive(PutEventsEntry entry, Supplier<String> ids) {
    Optional<EntryResult.Refused> refused =
        PutEventsRules.refusal(entry, organization.limits().putEvents());
    if (refused.isPresent()) {
      return new Reception.Refused(Layer.PUT_EVENTS, refused.get());
    }
    String name = entry.eventBusName() == null ? Region.DEFAULT_BUS : entry.eventBusName();
    Optional<Bus> bus = bus(name);
    Optional<Detail> detail = read(text(entry.detail()), bus);
    if (detail.isEmpty()) {
      return new Reception.Refused(Layer.PUT_EVENTS, PutEventsRules.MALFORMED_DETAIL);
    }
    Envelope event = event(entry, ids.get(), detail.get());
    return bus.isPresent() ? receive(event, bus.get()) : new Reception.NoBus(event, name);
  }

  private static Optional<Detail> read(String detail, Optional<Bus> bus) {
    return bus.isPresent()
        ? Detail.read(detail, bus.get().contents().picker())
        : Detail.read(detail);
  }

  private Reception receive(Envelope event, Bus bus) {
    return state().locked(after -> admit(event, bus));
  }

  private Reception admit(Envelope event, Bus bus) {
    if (organization.engine().outages().covers(bus.arn())) {
      return new Reception.Refused(
          Layer.OUTAGE, new EntryResult.Refused("InternalFailure", OUTAGE));
    }
    Optional<String> denied =
        bus.access()
            .refusal(
                new Question(caller, event.source(), event.detailType()),
                () -> Access.putEvents(caller, bus, event));
    if (denied.isPresent()) {
      return new Reception.Denied(event, bus, denied.get());
    }
    int hops = organization.engine().hops().hopsWhenPut(caller.account().id(), bus.address());
    return new Reception.Taken(hops == 0 ? event : event.hopped(event.id(), hops), bus);
  }

  private EntryResult deny(Reception.Denied denied) {
    String account = caller.account().id();
    String bus = denied.bus().arn();
    organization
        .journal()
        .add(denied.event(), bus, new JournalEntry.Denied(account, denied.reason()));
    return PutEventsRules.accessDenied(account, bus);
  }

  private Envelope event(PutEventsEntry entry, String id, Detail detail) {
    Instant time = entry.time() == null ? state().now() : entry.time();
    return new Envelope(
        id,
        text(entry.source()),
        text(entry.detailType()),
        caller.account().id(),
        time,
        caller.name(),
        entry.resources(),
        detail,
        entry.traceHeader(),
        null,
        0);
  }

  /** Whether the caller's own Region or account is out. */
  boolean isDown() {
    return state().locked(after -> organization.engine().outages().covers(caller));
  }

  private void accepted(Envelope event) {
    organization
        .engine()
        .trace()
        .add(event.traced(), new TraceEntry.Accepted(caller.account().id(), event.id()));
  }

  private State state() {
    return organization.state();
  }

  /**
   * An endpoint knows the buses of its own Region only: an ARN of another Region leads to nothing.
   */
  private Optional<Bus> bus(String nameOrArn) {
    if (!nameOrArn.startsWith("arn:")) {
      return caller.findBus(nameOrArn);
    }
    return organization.findBus(nameOrArn).filter(bus -> bus.region().name().equals(caller.name()));
  }

  private static String text(@Nullable String checked) {
    return checked == null ? "" : checked;
  }

  /** All that a bus's policy can ask about an event that is put. */
  private record Question(Region caller, String source, String detailType) {}
}
