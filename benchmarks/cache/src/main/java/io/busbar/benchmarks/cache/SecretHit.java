// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.busbar.cache.secret.SecretCache;
import io.busbar.cache.secret.SecretsManagerSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.lambda.powertools.parameters.cache.CacheManager;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/**
 * A read of a secret that is at hand, as text; each thread reads eight secrets in turn. The peers'
 * lifetimes are long, so that nothing is fetched while it is measured. Each JVM makes only what it
 * measures.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SecretHit {

  /** The floor, with the executor that ours gives it too. */
  @State(Scope.Benchmark)
  public static class Floor {
    private final Cache<String, String> cache =
        Caffeine.newBuilder().maximumSize(1_000).executor(Runnable::run).build();

    public Floor() {
      for (String name : Vault.names()) {
        cache.put(name, Vault.value(name));
      }
    }
  }

  /** Ours, with its defaults. */
  @State(Scope.Benchmark)
  public static class Ours {
    private final SecretCache cache =
        SecretCache.builder(SecretsManagerSource.of(new Vault().client())).build();
  }

  /** AWS's own, with its defaults: an hour. */
  @State(Scope.Benchmark)
  public static class Aws {
    private final com.amazonaws.secretsmanager.caching.SecretCache cache =
        new com.amazonaws.secretsmanager.caching.SecretCache(new Vault().client());
  }

  /** Powertools, whose default of five seconds is made an hour. */
  @State(Scope.Benchmark)
  public static class Powertools {
    private final SecretsProvider provider;

    public Powertools() {
      CacheManager manager = new CacheManager();
      manager.setDefaultExpirationTime(Duration.ofHours(1));
      provider =
          SecretsProvider.builder()
              .withClient(new Vault().client())
              .withCacheManager(manager)
              .build();
    }
  }

  /** Where a thread is in its round of the secrets. */
  @State(Scope.Thread)
  public static class Turn {
    private final String[] names = Vault.names();
    private int next;

    String name() {
      next = (next + 1) & (names.length - 1);
      return names[next];
    }
  }

  @Benchmark
  public String caffeine(Floor floor, Turn turn) {
    return requireNonNull(floor.cache.getIfPresent(turn.name()));
  }

  @Benchmark
  public String busbar(Ours ours, Turn turn) {
    return ours.cache.get(turn.name()).text();
  }

  @Benchmark
  public String aws(Aws aws, Turn turn) {
    return aws.cache.getSecretString(turn.name());
  }

  @Benchmark
  public String powertools(Powertools powertools, Turn turn) {
    return powertools.provider.get(turn.name());
  }
}
