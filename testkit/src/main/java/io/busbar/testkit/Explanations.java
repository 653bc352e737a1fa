// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.PublishPipeline;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Finds out what an explanation is about. */
final class Explanations {
  private final InMemoryOrganization organization;

  Explanations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  /** What became of it. */
  Explanation of(TracedEvent event) {
    return organization
        .state()
        .locked(
            after -> {
              Trace trace = organization.trace();
              String title =
                  "%s %s from %s"
                      .formatted(trace.nameOf(event), event.detailType(), event.source());
              return new Explanation(title, new Hindsight(organization, trace, event).findings());
            });
  }

  /** What became of the event of this id: its own, or EventBridge's. */
  Explanation of(String id) {
    Trace trace = organization.trace();
    return of(
        trace
            .find(id)
            .or(() -> ofBus(trace, id))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No event '%s' was published here, or it was forgotten since. Give the id of a PublishResult, or the event itself to learn what would become of it."
                            .formatted(id))));
  }

  private static Optional<TracedEvent> ofBus(Trace trace, String busEventId) {
    return trace.entries().stream()
        .filter(
            entry ->
                entry.step() instanceof TraceEntry.Accepted accepted
                    && accepted.busEventId().equals(busEventId))
        .map(TraceEntry::event)
        .findFirst();
  }

  /** What would become of it on every bus that has rules. */
  Explanation of(Object event) {
    OutgoingEvent outgoing = OutgoingEvent.of(event);
    List<Bus> buses =
        organization.accounts().stream()
            .flatMap(account -> account.regions().stream())
            .flatMap(region -> region.buses().stream())
            .filter(bus -> !bus.rules().isEmpty())
            .toList();
    if (buses.isEmpty()) {
      throw new IllegalStateException(
          "No bus has a rule, so there is nothing that '%s' could come to. Add rules first, or ask a publisher: publisher.explain(event)."
              .formatted(outgoing.name().detailType()));
    }
    List<Finding> findings = buses.stream().map(bus -> finding(outgoing, bus)).toList();
    return new Explanation(title(outgoing), findings);
  }

  /** As the bus's own account would put it. */
  private Finding finding(OutgoingEvent event, Bus bus) {
    Region owner = bus.region();
    ServiceIdentity service =
        new ServiceIdentity(event.name().source(), null, owner.account().id(), null);
    BusbarConfig config =
        BusbarConfig.builder()
            .service(service)
            .time(organization.time())
            .random(new Random(0))
            .build();
    return finding(event, PublishPipeline.of(config), bus, owner);
  }

  /** What would become of it when a service publishes it to a bus. */
  Explanation of(Object event, PublishPipeline pipeline, Bus bus, Region caller) {
    OutgoingEvent outgoing = OutgoingEvent.of(event);
    return new Explanation(title(outgoing), List.of(finding(outgoing, pipeline, bus, caller)));
  }

  private Finding finding(OutgoingEvent event, PublishPipeline pipeline, Bus bus, Region caller) {
    Entry entry = pipeline.prepare(event, bus.arn()).entry();
    return put(caller, InMemoryTransport.entry(entry));
  }

  private static String title(OutgoingEvent event) {
    return "%s from %s, if it were published"
        .formatted(event.name().detailType(), event.name().source());
  }

  /** What would become of an entry of PutEvents. */
  Explanation of(Region caller, PutEventsEntry entry) {
    String title =
        "%s from %s, if account %s put it"
            .formatted(entry.detailType(), entry.source(), caller.account().id());
    return new Explanation(title, List.of(put(caller, entry)));
  }

  private Finding put(Region caller, PutEventsEntry entry) {
    return organization.state().locked(after -> new PutForecast(caller).of(entry));
  }
}
