// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.outbox.Ledger.Effect;
import io.busbar.outbox.RecordingBus.Arrival;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What must hold after any faults, once a healthy node had the time to work everything off. Judged
 * by the tables and by what the bus has accepted, never by what a process believed.
 *
 * @param arrivals in the order in which the bus accepted them
 * @param effects what was committed
 */
record OutboxInvariants(
    String context,
    List<Arrival> arrivals,
    Map<UUID, Effect> effects,
    Set<UUID> stored,
    Map<UUID, String> dead) {

  /** Reads the tables. */
  static OutboxInvariants of(String context, DataSource dataSource, List<Arrival> arrivals)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      Set<UUID> stored = new HashSet<>();
      try (ResultSet rows = statement.executeQuery("SELECT event_id FROM outbox")) {
        while (rows.next()) {
          stored.add(UUID.fromString(rows.getString(1)));
        }
      }
      Map<UUID, String> dead = new HashMap<>();
      try (ResultSet rows = statement.executeQuery("SELECT event_id, code FROM outbox_dead")) {
        while (rows.next()) {
          dead.put(UUID.fromString(rows.getString(1)), rows.getString(2));
        }
      }
      return new OutboxInvariants(context, arrivals, Ledger.read(dataSource), stored, dead);
    }
  }

  void check() {
    publishesExactlyWhatWasCommitted();
    leavesNothing();
    keepsTheOrderOfKeys();
    repeatsTheSameBytes();
    buriesOnlyPoison();
  }

  /** I1 and I2. */
  private void publishesExactlyWhatWasCommitted() {
    Set<UUID> known = new HashSet<>(stored);
    known.addAll(dead.keySet());
    arrivals.forEach(arrival -> known.add(arrival.id()));
    assertThat(known).as("committed events, %s", context).isEqualTo(effects.keySet());
  }

  private void leavesNothing() {
    assertThat(stored).as("rows that nobody relayed, %s", context).isEmpty();
  }

  /** I3: the first occurrences of a key are 1, 2, 3 and so on, without a gap. */
  private void keepsTheOrderOfKeys() {
    Map<String, List<Long>> lanes = new LinkedHashMap<>();
    Set<UUID> seen = new HashSet<>();
    for (Arrival arrival : arrivals) {
      Effect effect = effects.get(arrival.id());
      if (seen.add(arrival.id()) && !effect.key().isEmpty()) {
        lanes.computeIfAbsent(effect.key(), key -> new ArrayList<>()).add(effect.number());
      }
    }
    lanes.forEach(
        (key, numbers) -> {
          for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as("place %d of %s, %s", i, key, context).isEqualTo(i + 1);
          }
        });
  }

  /** I4: a duplicate is the same event, byte for byte. */
  private void repeatsTheSameBytes() {
    Map<UUID, String> details = new HashMap<>();
    for (Arrival arrival : arrivals) {
      String first = details.putIfAbsent(arrival.id(), arrival.detail());
      assertThat(first == null || first.equals(arrival.detail()))
          .as("bytes of %s, %s", arrival.id(), context)
          .isTrue();
    }
  }

  /** I9: throttling and crashes bury nobody. */
  private void buriesOnlyPoison() {
    Set<UUID> poison = new HashSet<>();
    effects.forEach(
        (id, effect) -> {
          if (effect.poison()) {
            poison.add(id);
          }
        });
    assertThat(dead.keySet()).as("dead letters, %s", context).isEqualTo(poison);
    assertThat(new HashSet<>(dead.values()))
        .as("their codes, %s", context)
        .isSubsetOf(Set.of("InvalidArgument"));
  }

  /** Each event that came again, as the two processes that sent it. */
  List<Duplicate> duplicates() {
    Map<UUID, String> first = new HashMap<>();
    List<Duplicate> duplicates = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      String before = first.putIfAbsent(arrival.id(), arrival.process());
      if (before != null) {
        duplicates.add(new Duplicate(arrival.id(), before, arrival.process()));
      }
    }
    return duplicates;
  }

  /** An event that the bus accepted more than once. */
  record Duplicate(UUID id, String first, String again) {}
}
