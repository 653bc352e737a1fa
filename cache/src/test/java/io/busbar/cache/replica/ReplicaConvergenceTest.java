// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.cache.replica.History.Change;
import io.busbar.core.BusbarConfig;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bus does to a history, and whenever a snapshot or the answer of a loader comes in
 * between, the replica ends with what the owner has.
 */
class ReplicaConvergenceTest {
  private static final int HISTORIES = Boolean.getBoolean("busbar.exhaustive") ? 10_000 : 500;

  @Test
  void endsWithWhatTheOwnerHasInAnyOrder() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Run run = new Run(seed, 1_000);
      run.deliverAll();
      Map<Integer, Versioned<String>> expected = run.history.stateAfter(run.history.changes.size());
      for (int key = 0; key < History.KEYS; key++) {
        String value = value(expected.get(key));
        assertThat(value(run.replica.lookup(key)))
            .as("key %d, seed %d", key, seed)
            .isEqualTo(value);
      }
    }
  }

  @Property(tries = 500)
  void saysUnknownRatherThanSomethingOldWhenThereIsLittleRoom(@ForAll long seed) {
    Run run = new Run(seed, 2);
    run.deliverAll();
    Map<Integer, Versioned<String>> expected = run.history.stateAfter(run.history.changes.size());
    for (int key = 0; key < History.KEYS; key++) {
      String value = value(expected.get(key));
      Lookup<String> here = run.replica.peek(key);
      if (!(here instanceof Lookup.Unknown)) {
        assertThat(value(here)).as("key %d", key).isEqualTo(value);
      }
      assertThat(value(run.replica.lookup(key))).as("key %d", key).isEqualTo(value);
    }
  }

  @Test
  void aMapThatTrustsTheOrderOfArrivalEndsElsewhere() {
    int wrong = 0;
    for (long seed = 0; seed < 500; seed++) {
      History history = new History(seed);
      Map<Integer, Versioned<String>> naive = new HashMap<>();
      for (int i = 0; i < history.deliveries.size(); i++) {
        Change change = history.deliver(i);
        naive.put(change.key(), change.state());
      }
      naive.values().removeIf(state -> state.value() == null);
      wrong += naive.equals(history.stateAfter(history.changes.size())) ? 0 : 1;
    }
    assertThat(wrong).isGreaterThan(250);
  }

  private static String value(Versioned<String> state) {
    return state == null ? "none" : String.valueOf(state.value());
  }

  private static String value(Lookup<String> lookup) {
    return lookup.toOptional().orElse("none");
  }

  /** One history on one replica, with look-ups and a snapshot at moments that the seed chooses. */
  private static final class Run {
    final History history;
    final VirtualClock clock = VirtualClock.create();
    final ReplicaCache<Integer, String> replica;
    private int next;
    private boolean loading;

    Run(long seed, int room) {
      history = new History(seed);
      replica =
          ReplicaCache.<Integer, String>builder("history", FanOut.QUEUE_PER_INSTANCE)
              .config(BusbarConfig.builder().service("test").time(clock).build())
              .loader(this::answerLate)
              .absentFor(Duration.ofSeconds(1))
              .tombstonesFor(Duration.ofSeconds(3))
              .maximumSize(room)
              .build();
    }

    void deliverAll() {
      int snapshotAt = history.random.nextInt(history.deliveries.size() + 1);
      while (next < history.deliveries.size()) {
        if (next >= snapshotAt) {
          snapshotAt = Integer.MAX_VALUE;
          loadSnapshotLate();
        }
        step();
      }
      clock.advance(Duration.ofSeconds(2));
    }

    private void step() {
      clock.advance(Duration.ofMillis(history.random.nextInt(700)));
      if (history.random.nextInt(3) == 0) {
        replica.lookup(history.random.nextInt(History.KEYS));
      }
      deliver();
    }

    private void deliver() {
      if (next < history.deliveries.size()) {
        Change change = history.deliver(next++);
        String value = change.state().value();
        if (value == null) {
          replica.delete(change.key(), change.state().version());
        } else {
          replica.apply(change.key(), change.state().version(), value);
        }
      }
    }

    /** Deliveries go on between the owner's answer and its arrival. */
    private Optional<Versioned<String>> answerLate(int key) {
      Optional<Versioned<String>> answer = history.owned(key);
      if (!loading) {
        loading = true;
        for (int i = history.random.nextInt(8); i > 0; i--) {
          deliver();
        }
        loading = false;
      }
      return answer;
    }

    private void loadSnapshotLate() {
      Map<Integer, Versioned<String>> snapshot = history.ownersState();
      for (int i = history.random.nextInt(8); i > 0; i--) {
        deliver();
      }
      replica.load(snapshot.entrySet().stream());
    }
  }
}
