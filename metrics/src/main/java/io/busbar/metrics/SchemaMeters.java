// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.busbar.core.EventName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What schemas tell. */
final class SchemaMeters {
  private final Vocabulary words;
  private final Family<Counter> violations;
  private final Family<Counter> deprecatedReads;

  SchemaMeters(MeterRegistry registry, Vocabulary words) {
    this.words = words;
    this.violations = Family.counters(BusbarMeter.INVALID, registry);
    this.deprecatedReads = Family.counters(BusbarMeter.DEPRECATED_READS, registry);
  }

  void eventInvalid(EventName name, String rule) {
    EventTags.Values event = words.event(name);
    violations.get(event.source(), event.detailType(), words.result(rule)).increment();
  }

  void deprecatedFieldRead(String handlerId, EventName name, String field) {
    deprecatedReads
        .get(words.handler(handlerId), words.event(name).detailType(), words.field(field))
        .increment();
  }
}
