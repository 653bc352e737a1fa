// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import java.time.Duration;
import java.util.List;
import software.amazon.event.ruler.GenericMachine;

/** The floor: parses envelopes that are ready, and matches them. */
final class RawRuler extends Paced {
  private final GenericMachine<String> machine = GenericMachine.<String>builder().build();
  private final List<String> envelopes;

  RawRuler(Traffic traffic, Duration round) throws Exception {
    super(round);
    for (int rule = 0; rule < traffic.patterns().size(); rule++) {
      machine.addRule("rule-" + rule, traffic.patterns().get(rule));
    }
    envelopes = traffic.details().stream().map(RawRuler::envelope).toList();
  }

  @Override
  int work() throws Exception {
    for (String envelope : envelopes) {
      if (machine.rulesForJSONEvent(envelope).size() != 1) {
        throw new IllegalStateException("Not one rule takes " + envelope);
      }
    }
    return envelopes.size();
  }

  private static String envelope(String detail) {
    return "{\"version\":\"0\",\"id\":\"6a7e8feb-b491-4cf7-a9f1-bf3703467718\",\"detail-type\":\"%s\",\"source\":\"%s\",\"account\":\"111111111111\",\"time\":\"2026-11-23T06:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":%s}"
        .formatted(Traffic.DETAIL_TYPE, Traffic.SOURCE, detail);
  }
}
