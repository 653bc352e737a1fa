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
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.lambda.powertools.parameters.cache.CacheManager;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/**
 * A read of a secret that is at hand, as text; each thread reads eight secrets in turn. The peers'
 * lifetimes are long, so that nothing is fetched while it is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SecretHit {
  private static final Duration LONG = Duration.ofHours(1);
  private final Vault vault = new Vault();
  private final SecretsManagerClient client = vault.client();

  private final Cache<String, String> caffeine = Caffeine.newBuilder().maximumSize(1_000).build();
  private final SecretCache busbar = SecretCache.builder(SecretsManagerSource.of(client)).build();
  private final com.amazonaws.secretsmanager.caching.SecretCache aws =
      new com.amazonaws.secretsmanager.caching.SecretCache(client);
  private final SecretsProvider powertools = powertools();

  /** Its methods keep their defaults, and the lifetime of the manager stays for every read. */
  private SecretsProvider powertools() {
    CacheManager manager = new CacheManager();
    manager.setDefaultExpirationTime(LONG);
    return SecretsProvider.builder().withClient(client).withCacheManager(manager).build();
  }

  public SecretHit() {
    for (String name : vault.names()) {
      caffeine.put(name, busbar.get(name).text());
    }
  }

  /** Where a thread is in its round of the secrets. */
  @State(Scope.Thread)
  public static class Turn {
    private final String[] names = new Vault().names();
    private int next;

    String name() {
      next = (next + 1) & (Vault.SECRETS - 1);
      return names[next];
    }
  }

  @Benchmark
  public String caffeine(Turn turn) {
    return requireNonNull(caffeine.getIfPresent(turn.name()));
  }

  @Benchmark
  public String busbar(Turn turn) {
    return busbar.get(turn.name()).text();
  }

  @Benchmark
  public String aws(Turn turn) {
    return aws.getSecretString(turn.name());
  }

  @Benchmark
  public String powertools(Turn turn) {
    return powertools.get(turn.name());
  }
}
