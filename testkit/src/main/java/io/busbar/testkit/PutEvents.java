// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.routing.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    if (organization.state().locked(after -> organization.engine().outages().covers(caller))) {
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
    Optional<EntryResult> refused =
        PutEventsRules.refusal(entry, organization.limits().putEvents());
    if (refused.isPresent()) {
      return refused.get();
    }
    String json = text(entry.detail());
    Optional<ObjectNode> detail = DetailJson.parse(json);
    return detail.isEmpty()
        ? PutEventsRules.MALFORMED_DETAIL
        : accept(entry, detail.get(), DetailJson.compact(json));
  }

  private EntryResult accept(PutEventsEntry entry, ObjectNode detail, String json) {
    Instant time = entry.time() == null ? state().time().now() : entry.time();
    Envelope event =
        new Envelope(
            state().newId(),
            text(entry.source()),
            text(entry.detailType()),
            caller.account().id(),
            time,
            caller.name(),
            entry.resources(),
            detail,
            json,
            entry.traceHeader(),
            null,
            0);
    String name = entry.eventBusName() == null ? Region.DEFAULT_BUS : entry.eventBusName();
    Optional<Bus> bus = bus(name);
    if (bus.isPresent()) {
      return accept(event, bus.get());
    }
    accepted(event);
    organization.journal().add(event, name, new JournalEntry.MissingBus());
    return new EntryResult.Accepted(event.id());
  }

  private EntryResult accept(Envelope event, Bus bus) {
    if (state().locked(after -> organization.engine().outages().covers(bus.arn()))) {
      return new EntryResult.Refused("InternalFailure", OUTAGE);
    }
    Optional<String> denied =
        state().locked(after -> bus.access().refusal(() -> Access.putEvents(caller, bus, event)));
    if (denied.isPresent()) {
      String account = caller.account().id();
      organization.journal().add(event, bus.arn(), new JournalEntry.Denied(account, denied.get()));
      return PutEventsRules.accessDenied(account, bus.arn());
    }
    accepted(event);
    int hops = organization.engine().hops().hopsWhenPut(caller.account().id(), Arn.of(bus.arn()));
    bus.accept(hops == 0 ? event : event.hopped(event.id(), hops));
    return new EntryResult.Accepted(event.id());
  }

  private void accepted(Envelope event) {
    organization
        .engine()
        .trace()
        .add(TracedEvent.of(event), new TraceEntry.Accepted(caller.account().id(), event.id()));
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
}
