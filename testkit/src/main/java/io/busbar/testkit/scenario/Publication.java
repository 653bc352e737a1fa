// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.EventPublisher;
import io.busbar.core.OutgoingEvent;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import org.jspecify.annotations.Nullable;

/** Publishes one event. Made by {@link Scenarios#published(Object)}. */
public final class Publication implements Stimulus {
  private final Object event;
  private final @Nullable EventPublisher publisher;

  Publication(Object event, @Nullable EventPublisher publisher) {
    this.event = event;
    this.publisher = publisher;
  }

  /**
   * The service that publishes it. Default: one that is called like the event's source, in the
   * account of the only bus that has rules.
   */
  public Publication by(EventPublisher publisher) {
    return new Publication(event, publisher);
  }

  @Override
  public void apply(InMemoryOrganization aws) {
    EventPublisher chosen = publisher == null ? standard(aws) : publisher;
    var unused = chosen.publish(event);
  }

  private EventPublisher standard(InMemoryOrganization aws) {
    Bus bus = aws.bus();
    String source = OutgoingEvent.of(event).name().source();
    return bus.region().account().publisher(source, bus);
  }
}
