// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.Health;
import io.busbar.core.Instruments;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplicaCacheTest {
  private final VirtualClock clock = VirtualClock.create();
  private final List<String> heard = new ArrayList<>();
  private final BusbarConfig config =
      BusbarConfig.builder()
          .service("order-processing")
          .time(clock)
          .instruments(
              new Instruments() {
                @Override
                public void replicaApplied(String replica, String outcome) {
                  heard.add(outcome);
                }

                @Override
                public void replicaLoaded(String replica, String errorCode) {
                  heard.add("load " + errorCode);
                }
              })
          .build();

  /** What the owner has. */
  private final Map<String, Versioned<String>> owner = new HashMap<>();

  private final ReplicaCache<String, String> replica = builder().build();

  @Test
  void keepsTheNewestWhateverComesLater() {
    assertThat(replica.apply("u", Version.of(2), "two")).isEqualTo(Applied.APPLIED);
    assertThat(replica.apply("u", Version.of(2), "two")).isEqualTo(Applied.DUPLICATE);
    assertThat(replica.apply("u", Version.of(1), "one")).isEqualTo(Applied.STALE);

    assertThat(replica.lookup("u")).isEqualTo(new Lookup.Present<>("two", Version.of(2)));
    assertThat(heard).containsExactly("applied", "duplicate", "stale");
  }

  @Test
  void doesNotTakeWhatItHasNotHeardOfForDeleted() {
    assertThat(replica.lookup("u")).isEqualTo(new Lookup.Unknown<>());
  }

  @Test
  void remembersADeletionForADay() {
    replica.apply("u", Version.of(1), "one");
    replica.delete("u", Version.of(2));

    clock.advance(ofHours(24).minusNanos(1));
    assertThat(replica.lookup("u")).isEqualTo(new Lookup.Deleted<>());
    assertThat(replica.apply("u", Version.of(1), "one")).isEqualTo(Applied.STALE);

    clock.advance(ofHours(1));
    assertThat(replica.apply("u", Version.of(1), "one")).isEqualTo(Applied.FORGOTTEN);
    assertThat(replica.lookup("u")).isEqualTo(new Lookup.Unknown<>());
    assertThat(replica.apply("u", Version.of(3), "three")).isEqualTo(Applied.APPLIED);
  }

  @Test
  void readsItsOwnWrite() {
    replica.applyLocal("u", Version.of(7), "mine");

    assertThat(replica.lookup("u").toOptional()).contains("mine");
    assertThat(replica.apply("u", Version.of(6), "older")).isEqualTo(Applied.STALE);
  }

  @Test
  void waitsForAVersion() {
    replica.apply("u", Version.of(1), "one");
    CompletableFuture<Lookup<String>> known =
        replica.awaitVersion("u", Version.of(1), ofSeconds(5));
    CompletableFuture<Lookup<String>> second =
        replica.awaitVersion("u", Version.of(2), ofSeconds(5));
    assertThat(known).isCompletedWithValue(new Lookup.Present<>("one", Version.of(1)));
    assertThat(second).isNotDone();

    replica.apply("u", Version.of(3), "three");

    assertThat(second).isCompletedWithValue(new Lookup.Present<>("three", Version.of(3)));
    assertThat(clock.nextDue()).as("no timer is left").isEmpty();
  }

  @Test
  void doesNotWaitForEver() {
    CompletableFuture<Lookup<String>> never =
        replica.awaitVersion("u", Version.of(2), ofSeconds(5));

    clock.advance(ofSeconds(5));

    assertThatThrownBy(never::join)
        .hasCauseInstanceOf(TimeoutException.class)
        .cause()
        .hasMessage(
            "Replica 'subscriptions' has not seen version 2 of 'u' within PT5S. See whether its queue is consumed and how far it is behind.");
  }

  @Test
  void tellsOfVersionsThatWereSkipped() {
    List<String> gaps = new ArrayList<>();
    ReplicaCache<String, String> counting =
        builder()
            .contiguousVersions((key, expected, found) -> gaps.add(key + expected + "-" + found))
            .build();

    counting.apply("u", Version.of(1), "one");
    counting.apply("u", Version.of(2), "two");
    counting.apply("u", Version.of(5), "five");
    counting.apply("u", Version.of(4), "four");

    assertThat(gaps).containsExactly("u3-5");
    assertThat(counting.health().details()).containsEntry("gaps", "1");
  }

  @Test
  void asksTheOwnerForWhatIsUnknownAndRemembersTheAnswer() {
    ReplicaCache<String, String> loading = builder().loader(this::ask).build();
    owner.put("u", Versioned.of(Version.of(4), "four"));

    assertThat(loading.lookup("u").toOptional()).contains("four");
    assertThat(loading.lookup("u").toOptional()).contains("four");
    assertThat(loading.lookup("nobody")).isEqualTo(new Lookup.Deleted<>());
    assertThat(loading.lookup("nobody")).isEqualTo(new Lookup.Deleted<>());
    assertThat(heard).containsExactly("load none", "load none");

    clock.advance(ofSeconds(11));
    loading.lookup("nobody");
    assertThat(heard).as("an absence is believed for ten seconds").hasSize(3);
    loading.apply("nobody", Version.of(1), "somebody");
    assertThat(loading.lookup("nobody").toOptional()).contains("somebody");
  }

  @Test
  void doesNotLetASlowAnswerOverwriteNewerNews() {
    List<ReplicaCache<String, String>> self = new ArrayList<>();
    ReplicaCache<String, String> loading =
        builder()
            .loader(
                key -> {
                  self.get(0).apply(key, Version.of(9), "newest");
                  return Optional.of(Versioned.of(Version.of(8), "slow"));
                })
            .build();
    self.add(loading);

    assertThat(loading.lookup("u").toOptional()).contains("newest");
    assertThat(loading.peek("u").toOptional()).contains("newest");
  }

  @Test
  void saysThatItsLoaderHasFailed() {
    ReplicaCache<String, String> loading =
        builder()
            .loader(
                key -> {
                  throw new java.io.IOException("refused");
                })
            .build();

    assertThatThrownBy(() -> loading.lookup("u"))
        .isInstanceOf(ReplicaLoadException.class)
        .hasMessage(
            "The loader of replica 'subscriptions' failed: IOException. Nothing was changed; see the cause.")
        .hasRootCauseMessage("refused");
    assertThat(heard).containsExactly("load IOException");
  }

  @Test
  void asksOnceForAllWhoWait() throws Exception {
    int threads = 20;
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    ReplicaCache<String, String> loading =
        builder()
            .loader(
                key -> {
                  calls.incrementAndGet();
                  asked.countDown();
                  answer.await();
                  return Optional.of(Versioned.of(Version.of(1), "one"));
                })
            .build();
    ExecutorService readers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Lookup<String>>> found = new ArrayList<>();
      found.add(readers.submit(() -> loading.lookup("u")));
      asked.await();
      CountDownLatch looking = new CountDownLatch(threads - 1);
      for (int i = 1; i < threads; i++) {
        found.add(
            readers.submit(
                () -> {
                  looking.countDown();
                  return loading.lookup("u");
                }));
      }
      looking.await();
      answer.countDown();
      for (Future<Lookup<String>> each : found) {
        assertThat(each.get().toOptional()).contains("one");
      }
    } finally {
      readers.shutdownNow();
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void refusesToAnswerBeforeItsSnapshotIsIn() {
    ReplicaCache<String, String> early = builder().awaitSnapshot(BeforeReady.FAIL).build();
    assertThatThrownBy(() -> early.lookup("u"))
        .isInstanceOf(ReplicaNotReadyException.class)
        .hasMessage(
            "Replica 'subscriptions' is not ready: its snapshot is not in. Call load(snapshot) or ready() at the start of the service, wait for awaitReady, or let it LOAD_THROUGH before it is ready.");
    assertThat(early.health().status()).isEqualTo(Health.Status.DEGRADED);

    early.apply("u", Version.of(5), "from the event");
    early.load(
        Map.of(
            "u", Versioned.of(Version.of(4), "old"),
            "w", Versioned.of(Version.of(1), "from the snapshot"))
            .entrySet()
            .stream());

    early.awaitReady(ofSeconds(1));
    assertThat(early.lookup("u").toOptional()).contains("from the event");
    assertThat(early.lookup("w").toOptional()).contains("from the snapshot");
    assertThat(early.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void asksTheOwnerBeforeItsSnapshotIsIn() {
    owner.put("u", Versioned.of(Version.of(4), "four"));
    ReplicaCache<String, String> early =
        builder().awaitSnapshot(BeforeReady.LOAD_THROUGH).loader(this::ask).build();

    early.lookup("u");
    early.lookup("u");
    early.ready();
    early.lookup("u");

    assertThat(heard).containsExactly("load none", "load none");
  }

  @Test
  void waitsForItsSnapshotButNotForEver() throws Exception {
    ReplicaCache<String, String> early =
        builder().awaitSnapshot(BeforeReady.BLOCK).readyWithin(ofSeconds(3)).build();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Lookup<String>> late = reader.submit(() -> early.lookup("u"));
      while (clock.nextDue().isEmpty()) {
        Thread.onSpinWait();
      }
      clock.advance(ofSeconds(3));
      assertThatThrownBy(late::get).hasCauseInstanceOf(ReplicaNotReadyException.class);

      Future<Lookup<String>> patient = reader.submit(() -> early.lookup("u"));
      while (clock.nextDue().isEmpty()) {
        Thread.onSpinWait();
      }
      early.ready();
      assertThat(patient.get()).isEqualTo(new Lookup.Unknown<>());
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void servesAfterALongSilenceUnlessToldOtherwise() {
    ReplicaCache<String, String> serving =
        builder().maxStaleness(ofMinutes(1), OnBreach.SERVE).build();
    ReplicaCache<String, String> failing =
        builder().maxStaleness(ofMinutes(1), OnBreach.FAIL).build();
    serving.apply("u", Version.of(1), "one");
    failing.apply("u", Version.of(1), "one");

    clock.advance(ofMinutes(1).plusMillis(1));

    assertThat(serving.lookup("u").toOptional()).contains("one");
    assertThat(serving.health().status()).isEqualTo(Health.Status.DEGRADED);
    assertThatThrownBy(() -> failing.lookup("u"))
        .isInstanceOf(ReplicaStaleException.class)
        .hasMessage(
            "Replica 'subscriptions' has heard nothing for PT1M0.001S, longer than its maxStaleness of PT1M. See whether its queue is consumed and its owner publishes or sends heartbeats; or let it SERVE or LOAD_THROUGH.");
    failing.heartbeat();
    assertThat(failing.lookup("u").toOptional()).contains("one");
    assertThat(failing.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void asksTheOwnerAfterALongSilence() {
    owner.put("u", Versioned.of(Version.of(2), "two"));
    ReplicaCache<String, String> loading =
        builder().maxStaleness(ofMinutes(1), OnBreach.LOAD_THROUGH).loader(this::ask).build();
    loading.apply("u", Version.of(1), "one");

    clock.advance(ofMinutes(2));

    assertThat(loading.lookup("u").toOptional()).contains("two");
    assertThat(loading.peek("u").toOptional()).contains("two");
  }

  @Test
  void boundsTheStalenessOfInstancesThatShareAQueue() {
    Duration timeToLive = ofSeconds(30);
    List<ReplicaCache<String, String>> instances = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      instances.add(
          ReplicaCache.<String, String>builder("subscriptions", FanOut.SHARED_QUEUE)
              .config(config)
              .loader(this::ask)
              .timeToLive(timeToLive)
              .build());
    }
    for (int change = 1; change <= 20; change++) {
      String state = "state " + change;
      owner.put("u", Versioned.of(Version.of(change), state));
      instances.get(change % 2).apply("u", Version.of(change), state);
      instances.forEach(instance -> instance.lookup("u"));

      clock.advance(timeToLive.plus(ofMillis(1)));

      for (ReplicaCache<String, String> instance : instances) {
        assertThat(instance.lookup("u").toOptional()).contains(state);
      }
    }
  }

  @Test
  void keepsNoMoreWeightThanItMay() {
    ReplicaCache<String, String> small =
        builder().maximumWeight(100, (key, value) -> value.length()).build();
    for (int i = 0; i < 1_000; i++) {
      small.apply("u" + i, Version.of(1), "0123456789");
    }
    assertThat(Long.parseLong(small.health().details().get("entries"))).isLessThanOrEqualTo(10);
  }

  @Test
  void namesEverythingThatContradicts() {
    assertThatThrownBy(
            () ->
                ReplicaCache.<String, String>builder("subscriptions", FanOut.SHARED_QUEUE)
                    .maxStaleness(ofSeconds(-1), OnBreach.LOAD_THROUGH)
                    .awaitSnapshot(BeforeReady.LOAD_THROUGH)
                    .tombstonesFor(Duration.ZERO)
                    .maximumSize(0)
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            Replica 'subscriptions' cannot be built:
              1. The instances share a queue, so each of them hears a part of the events only, and it has neither a loader nor a timeToLive.
                 Give it a loader and a timeToLive, or each instance a queue of its own (QUEUE_PER_INSTANCE).
              2. maxStaleness says LOAD_THROUGH, and there is no loader.
                 Give it one, or choose SERVE or FAIL.
              3. awaitSnapshot says LOAD_THROUGH, and there is no loader.
                 Give it one, or choose BLOCK or FAIL.
              4. tombstonesFor is 'PT0S'.
                 Give a duration of more than zero.
              5. maxStaleness is 'PT-1S'.
                 Give a duration of more than zero.
              6. Its maximum is '0'.
                 Give room for at least one key.""");
  }

  private ReplicaCacheBuilder<String, String> builder() {
    return ReplicaCache.<String, String>builder("subscriptions", FanOut.QUEUE_PER_INSTANCE)
        .config(config);
  }

  private Optional<Versioned<String>> ask(String key) {
    return Optional.ofNullable(owner.get(key));
  }
}
