// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import io.busbar.core.publish.PublishPipeline;
import java.util.ArrayList;
import java.util.List;

/** Writes down what meters would count. */
final class HeardInstruments implements Instruments {
  final List<String> lines = new ArrayList<>();

  Outbox outbox(OutboxFixture fixture) {
    BusbarConfig config =
        BusbarConfig.builder().service("test").time(fixture.clock).instruments(this).build();
    return Outbox.builder(fixture.database.dataSource(), fixture.bus, "central-bus")
        .dialect(fixture.database.dialect())
        .build(PublishPipeline.of(config));
  }

  @Override
  public void published(EventName name, String bus, String errorCode) {
    lines.add("published " + bus + " " + errorCode);
  }

  @Override
  public void requestSent(int entries, int bytes, int chunks, long nanos) {
    lines.add("sent " + entries);
  }

  @Override
  public void entryRetried(String bus, String errorCode) {
    lines.add("retried " + bus + " " + errorCode);
  }

  @Override
  public void possibleDuplicate(String bus) {
    lines.add("possible duplicate " + bus);
  }

  @Override
  public void outboxStored(int entries) {
    lines.add("stored " + entries);
  }
}
