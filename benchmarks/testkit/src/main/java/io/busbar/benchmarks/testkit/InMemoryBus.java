// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.OrganizationLimits;
import io.busbar.testkit.PutEventsEntry;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PutEvents in tens, to a queue in another account: what a test does, all of it. */
final class InMemoryBus extends Paced {
  private static final int REQUEST = 10;
  private final Region sender;
  private final Queue queue;
  private final List<List<PutEventsEntry>> requests = new ArrayList<>();

  InMemoryBus(Traffic traffic, Duration round) {
    super(round);
    int rules = traffic.patterns().size();
    InMemoryOrganization aws =
        InMemoryOrganization.builder()
            .limits(OrganizationLimits.DEFAULT.withRulesPerBus(rules))
            .build();
    Bus bus = aws.account("121212121212").bus("central-bus").permit("111111111111");
    queue = aws.account("777777777777").queue("orders");
    for (int rule = 0; rule < rules; rule++) {
      bus.rule("rule-" + rule).pattern(traffic.patterns().get(rule)).to(queue);
    }
    sender = aws.account("111111111111").region();
    List<PutEventsEntry> entries =
        traffic.details().stream()
            .map(
                detail ->
                    PutEventsEntry.of(Traffic.SOURCE, Traffic.DETAIL_TYPE, detail).on(bus.arn()))
            .toList();
    for (int from = 0; from < entries.size(); from += REQUEST) {
      requests.add(entries.subList(from, from + REQUEST));
    }
  }

  @Override
  int work() {
    requests.forEach(sender::putEvents);
    int arrived = queue.counts().available();
    if (arrived != requests.size() * REQUEST) {
      throw new IllegalStateException(arrived + " events have arrived.");
    }
    queue.purge();
    return arrived;
  }
}
