// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.Instruments;
import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Collects what a {@link SecretCache} should do differently. Not thread-safe. */
public final class SecretCacheBuilder {
  private final SecretSource source;
  private TimeSource time = TimeSource.system();
  private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
  private Instruments instruments = Instruments.NONE;
  private Executor executor = SecretCacheBuilder::onThreadOfItsOwn;
  private Duration refreshAfter = Duration.ofMinutes(5);
  private Duration staleAfter = Duration.ofHours(1);
  private Duration negativeFor = Duration.ofSeconds(10);
  private long maximumSize = 1_000;

  SecretCacheBuilder(SecretSource source) {
    this.source = source;
  }

  /** Time, randomness and instruments of the service. Default: the system's, and none. */
  @CanIgnoreReturnValue
  public SecretCacheBuilder config(BusbarConfig config) {
    time = config.time();
    random = config.random();
    instruments = config.instruments();
    return this;
  }

  /**
   * From this age on, ± 20 %, a value is fetched anew while the old one is served. Default: 5
   * minutes.
   */
  @CanIgnoreReturnValue
  public SecretCacheBuilder refreshAfter(Duration age) {
    this.refreshAfter = age;
    return this;
  }

  /**
   * The hard limit: an older value is not served, whatever happens. Longer than {@link
   * #refreshAfter}. Default: 1 hour.
   */
  @CanIgnoreReturnValue
  public SecretCacheBuilder staleAfter(Duration age) {
    this.staleAfter = age;
    return this;
  }

  /**
   * How long it is remembered that a secret is not there, or that it must not be read. Default: 10
   * seconds.
   */
  @CanIgnoreReturnValue
  public SecretCacheBuilder negativeFor(Duration duration) {
    this.negativeFor = duration;
    return this;
  }

  /** The most secrets to keep; the least used go first. Default: 1,000. */
  @CanIgnoreReturnValue
  public SecretCacheBuilder maximumSize(long secrets) {
    this.maximumSize = secrets;
    return this;
  }

  /**
   * What fetches in the background and calls listeners. Default: a daemon thread for each fetch,
   * which is one in five minutes for each secret in use.
   */
  @CanIgnoreReturnValue
  public SecretCacheBuilder executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  /**
   * The cache; nothing is fetched yet.
   *
   * @throws ConfigurationException with all that contradicts
   */
  public SecretCache build() {
    List<String> findings = new ArrayList<>();
    requirePositive("refreshAfter", refreshAfter, findings);
    requirePositive("negativeFor", negativeFor, findings);
    if (staleAfter.compareTo(refreshAfter) <= 0) {
      findings.add(
          "staleAfter is %s and refreshAfter is %s, so no outage could ever be bridged.\nMake staleAfter the longer one."
              .formatted(staleAfter, refreshAfter));
    }
    if (maximumSize < 1) {
      findings.add(
          "maximumSize is '%d'.\nGive room for at least one secret.".formatted(maximumSize));
    }
    if (!findings.isEmpty()) {
      throw ConfigurationException.of("The secret cache cannot be built", findings);
    }
    return new SecretCache(
        new SecretSettings(
            source, time, random, instruments, executor, refreshAfter, staleAfter, negativeFor),
        maximumSize);
  }

  private static void requirePositive(String name, Duration duration, List<String> findings) {
    if (duration.isZero() || duration.isNegative()) {
      findings.add("%s is '%s'.\nGive a duration of more than zero.".formatted(name, duration));
    }
  }

  private static void onThreadOfItsOwn(Runnable work) {
    Thread thread = new Thread(work, "busbar-secrets");
    thread.setDaemon(true);
    thread.start();
  }
}
