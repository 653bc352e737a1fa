// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.PreparedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Finished events for tests below the pipeline; the n-th has the id n. */
final class Events {
  static final String BUS = "central-bus";
  static final EventName NAME = new EventName("grocer.payment", "PaymentCharged");

  private Events() {}

  static EventId id(int number) {
    return new EventId(new UUID(0, number));
  }

  static int number(Entry entry) {
    return (int) entry.id().value().getLeastSignificantBits();
  }

  static Entry entry(int number) {
    return entry(number, "{\"number\":" + number + "}");
  }

  static Entry entry(int number, String detail) {
    byte[] json = detail.getBytes(StandardCharsets.UTF_8);
    return Entry.of(id(number), NAME, BUS, EncodedDetail.of(json));
  }

  static Pending pending(int number) {
    return pending(entry(number));
  }

  static Pending pending(Entry entry) {
    return new Pending(new PreparedEvent(entry, null));
  }

  static List<Pending> pending(int from, int to) {
    return new ArrayList<>(IntStream.range(from, to).mapToObj(Events::pending).toList());
  }
}
