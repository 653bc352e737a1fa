// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.InvalidEventException;
import io.busbar.core.ServiceLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PutEvents takes what is smaller than its limit, and resources of up to theirs. */
class EntryLimitsTest {
  private static final ServiceLimits LIMITS = new ServiceLimits(10, 100, 20);
  private static final int NAMES = "grocer.testItem Added".length();

  private static Entry entry(int size, List<String> resources) {
    int rest = size - NAMES - resources.stream().mapToInt(String::length).sum();
    String detail = "{\"item\":\"" + "x".repeat(rest - "{\"item\":\"\"}".length()) + "\"}";
    return new Entry(
        new EventId(new UUID(0, 7)),
        new EventName("grocer.test", "Item Added"),
        "central-bus",
        EncodedDetail.of(detail.getBytes(StandardCharsets.UTF_8)),
        resources,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void takesAnEntryBelowTheLimit() {
    assertThatCode(() -> entry(99, List.of()).requireWithin(LIMITS)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnEntryOfTheLimit() {
    assertThatThrownBy(() -> entry(100, List.of()).requireWithin(LIMITS))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The event 'Item Added' from grocer.test has 100 bytes, and a request to EventBridge"
                + " must have less than 100. The largest members of its detail are 'item' (70"
                + " bytes). Store what is large elsewhere, and publish a reference to it.");
  }

  @Test
  void takesAResourceOfTheLimit() {
    Entry entry = entry(99, List.of("r".repeat(20)));

    assertThatCode(() -> entry.requireWithin(LIMITS)).doesNotThrowAnyException();
  }

  @Test
  void refusesAResourceAboveTheLimit() {
    Entry entry = entry(99, List.of("short", "r".repeat(21)));

    assertThatThrownBy(() -> entry.requireWithin(LIMITS))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The event 'Item Added' from grocer.test has a resource 'rrrrrrrrrrrrrrrrrrrrr…' of 21"
                + " characters, and EventBridge takes 20. Resources are ARNs; put what is longer"
                + " into the detail.");
  }
}
