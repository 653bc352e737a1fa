// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import static io.busbar.cache.secret.SecretCacheFixture.DB;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.cache.secret.SecretSourceException.Reason;
import io.busbar.core.ConfigurationException;
import io.busbar.core.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SecretCacheTest {
  private final SecretCacheFixture fixture = new SecretCacheFixture();
  private final SecretCache cache = fixture.cache;
  private final List<String> fetches = fixture.heard.fetches;

  private record Login(String user, String password) {}

  @Test
  void asksTheSourceOnceForManyReads() {
    fixture.secrets.create(DB, "hunter2");

    for (int i = 0; i < 1_000; i++) {
      assertThat(cache.get(DB).text()).isEqualTo("hunter2");
    }

    assertThat(fetches).containsExactly("load none");
    assertThat(fixture.secrets.reads()).isEqualTo(1);
  }

  @Test
  void makesOneCallForAHundredThreadsOnAColdKey() throws Exception {
    int threads = 100;
    CountDownLatch inSource = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    SecretCache slow =
        fixture.cacheOf(
            ref -> {
              calls.incrementAndGet();
              inSource.countDown();
              awaitQuietly(release);
              return Secret.ofText(ref.id(), "v1", "hunter2");
            });
    CountDownLatch reading = new CountDownLatch(threads);
    ExecutorService readers = Executors.newCachedThreadPool();
    try {
      List<Future<String>> values = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        values.add(
            readers.submit(
                () -> {
                  reading.countDown();
                  return slow.get(DB).text();
                }));
      }
      reading.await();
      inSource.await();
      release.countDown();

      for (Future<String> value : values) {
        assertThat(value.get()).isEqualTo("hunter2");
      }
    } finally {
      readers.shutdownNow();
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void servesTheOldValueWhileItIsFetchedAnew() {
    fixture.secrets.create(DB, "old");
    cache.get(DB);
    fixture.secrets.require(DB).put("new");
    List<Runnable> background = new ArrayList<>();
    SecretCache lazy =
        SecretCache.builder(new TestkitSource(fixture.secrets))
            .config(fixture.config)
            .executor(background::add)
            .build();
    lazy.get(DB);
    fixture.secrets.require(DB).put("newest");

    fixture.clock.advance(ofMinutes(6));
    assertThat(lazy.get(DB).text()).isEqualTo("new");
    assertThat(lazy.get(DB).text()).isEqualTo("new");
    assertThat(background).hasSize(1);
    background.get(0).run();

    assertThat(lazy.get(DB).text()).isEqualTo("newest");
    assertThat(fetches).containsExactly("load none", "load none", "age none");
  }

  @Test
  void doesNotFetchAnewBeforeFourFifthsOfTheTime() {
    fixture.secrets.create(DB, "hunter2");
    cache.get(DB);

    fixture.clock.advance(ofMinutes(5).multipliedBy(4).dividedBy(5).minusNanos(1));
    cache.get(DB);

    assertThat(fetches).hasSize(1);
  }

  @Test
  void bridgesAnOutageOfHalfAnHour() {
    fixture.secrets.create(DB, "hunter2");
    cache.get(DB);
    fixture.secrets.outage(ofMinutes(30));

    for (int second = 0; second < 1_799; second++) {
      fixture.clock.advance(ofSeconds(1));
      assertThat(cache.get(DB).text()).isEqualTo("hunter2");
    }
    long during = fixture.secrets.reads();
    assertThat(cache.health().status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(cache.status().get(0).state()).isEqualTo(SecretStatus.State.STALE);

    fixture.clock.advance(ofSeconds(32));
    cache.get(DB);

    // 30 minutes with a pause of 15 to 30 seconds after the first few tries.
    assertThat(during).isBetween(50L, 125L);
    assertThat(fixture.heard.stale.get()).isGreaterThan(1_000);
    assertThat(cache.health().status()).isEqualTo(Health.Status.UP);
    assertThat(cache.status().get(0).state()).isEqualTo(SecretStatus.State.FRESH);
  }

  @Test
  void refusesAValueThatIsOlderThanTheHardLimitAndRecoversByItself() {
    fixture.secrets.create(DB, "hunter2");
    cache.get(DB);
    fixture.secrets.outage(ofHours(2));
    fixture.clock.advance(ofMinutes(30));
    cache.get(DB);

    fixture.clock.advance(ofMinutes(30));
    assertThatThrownBy(() -> cache.get(DB))
        .isInstanceOfSatisfying(
            SecretStaleException.class,
            stale -> {
              assertThat(stale.age()).isEqualTo(ofHours(1));
              assertThat(stale.reason()).isEqualTo(Reason.UNAVAILABLE);
            })
        .hasMessageMatching(
            "Secret 'prod/orders/db' was last read PT1H ago, longer than the PT1H for which an old value is "
                + "served, and cannot be read now: UNAVAILABLE, 'An error occurred on the server side\\.'\\. The source is "
                + "asked again in PT[0-9.]+S at the earliest\\. To mend it, see whether the source is up and can be "
                + "reached\\.");
    assertThat(cache.health().status()).isEqualTo(Health.Status.DOWN);

    fixture.clock.advance(ofHours(1));
    assertThat(cache.get(DB).text()).isEqualTo("hunter2");
  }

  @Test
  void remembersForAWhileThatThereIsNoSuchSecret() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> cache.get(DB))
          .isInstanceOfSatisfying(
              SecretUnavailableException.class,
              missing -> assertThat(missing.reason()).isEqualTo(Reason.NOT_FOUND))
          .hasMessage(
              "Secret 'prod/orders/db' cannot be read: NOT_FOUND, 'Secrets Manager can't find the specified secret.'. "
                  + "The source is asked again in PT10S at the earliest. To mend it, create it, or correct the id.");
    }
    assertThat(fetches).containsExactly("load NOT_FOUND");

    fixture.secrets.create(DB, "hunter2");
    fixture.clock.advance(ofSeconds(10));
    assertThat(cache.get(DB).text()).isEqualTo("hunter2");
  }

  @Test
  void isPatientWithASourceThatThrottles() {
    fixture.secrets.create(DB, "hunter2");
    fixture.secrets.throttle(3);
    int refused = 0;

    for (int i = 0; i < 100 && cache.status().stream().noneMatch(this::isFresh); i++) {
      try {
        cache.get(DB);
      } catch (SecretUnavailableException throttled) {
        assertThat(throttled.reason()).isEqualTo(Reason.THROTTLED);
        refused++;
      }
      fixture.clock.advance(Duration.ofMillis(100));
    }

    assertThat(refused).isGreaterThan(3);
    assertThat(fetches)
        .containsExactly("load THROTTLED", "load THROTTLED", "load THROTTLED", "load none");
  }

  @Test
  void readsMembersStagesAndVersions() {
    fixture.secrets.create(DB, "{\"user\":\"orders\",\"password\":\"one\"}");
    String first = cache.get(DB).versionId();
    fixture.secrets.require(DB).put("{\"user\":\"orders\",\"password\":\"two\"}");
    cache.refresh(DB);
    SecretRef password = SecretRef.of(DB).member("password");

    assertThat(cache.get(password).text()).isEqualTo("two");
    assertThat(cache.get(password)).isSameAs(cache.get(password));
    assertThat(cache.get(password.stage("AWSPREVIOUS")).text()).isEqualTo("one");
    assertThat(cache.get(SecretRef.of(DB).version(first)).member("password").text())
        .isEqualTo("one");
    assertThat(cache.get(DB, Login.class)).isEqualTo(new Login("orders", "two"));
    assertThat(cache.get(DB, Login.class)).isSameAs(cache.get(DB, Login.class));
  }

  @Test
  void answersLaterWhereNobodyMayWait() {
    fixture.secrets.create(DB, "hunter2");

    assertThat(cache.getAsync(DB)).isCompletedWithValueMatching(it -> it.text().equals("hunter2"));
    assertThat(cache.getAsync(DB)).isCompleted();
    assertThat(cache.getAsync("missing")).isCompletedExceptionally();
  }

  @Test
  void prefetchesWhatAServiceNeedsAtItsStart() {
    fixture.secrets.create("a", "1");
    fixture.secrets.create("b", "2");

    assertThat(cache.prefetch("a", "b", "missing")).isEqualTo(2);
    assertThat(cache.get("a").text() + cache.get("b").text()).isEqualTo("12");
    assertThat(fixture.secrets.reads()).isEqualTo(2);
  }

  @Test
  void forgetsEverythingWhenItIsClosed() {
    fixture.secrets.create(DB, "hunter2");
    cache.get(DB);

    cache.close();

    assertThat(cache.status()).isEmpty();
    assertThat(fixture.clock.nextDue()).isEmpty();
    assertThatThrownBy(() -> cache.get(DB))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Secret 'prod/orders/db' was asked for after the cache was closed. Close the cache after everything that uses it.");
  }

  @Test
  void keepsNoMoreSecretsThanItMay() {
    SecretCache small =
        SecretCache.builder(ref -> Secret.ofText(ref.id(), "v1", "value"))
            .config(fixture.config)
            .executor(Runnable::run)
            .maximumSize(2)
            .build();
    for (int i = 0; i < 10; i++) {
      small.get("secret-" + i);
    }
    assertThat(small.status()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void namesEverythingThatContradicts() {
    assertThatThrownBy(
            () ->
                SecretCache.builder(new TestkitSource(fixture.secrets))
                    .refreshAfter(Duration.ZERO)
                    .staleAfter(Duration.ZERO)
                    .negativeFor(ofSeconds(-1))
                    .maximumSize(0)
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The secret cache cannot be built:
              1. refreshAfter is 'PT0S'.
                 Give a duration of more than zero.
              2. negativeFor is 'PT-1S'.
                 Give a duration of more than zero.
              3. staleAfter is PT0S and refreshAfter is PT0S, so no outage could ever be bridged.
                 Make staleAfter the longer one.
              4. maximumSize is '0'.
                 Give room for at least one secret.""");
  }

  private boolean isFresh(SecretStatus status) {
    return status.state() == SecretStatus.State.FRESH;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
