// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.busbar.core.Health;
import io.busbar.core.HealthSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets at hand: a read costs a look-up in memory, a rotation is seen within moments of its event
 * or of the first refused login, and an outage of the source is bridged with the last value.
 *
 * <p>A value is fetched when it is first asked for, by one thread for all who wait. From {@link
 * SecretCacheBuilder#refreshAfter} on the next reader has it fetched again in the background; while
 * that fails, the old value is served until {@link SecretCacheBuilder#staleAfter}, and the source
 * is asked ever less often (after 1 s, up to every 30 s). That there is no such secret, or no right
 * to read it, is remembered for {@link SecretCacheBuilder#negativeFor}.
 *
 * <p>Thread-safe. Values appear in no log, exception, meter or {@code toString}. {@link #close}
 * forgets them all; reading afterwards is an {@link IllegalStateException}.
 */
public final class SecretCache implements HealthSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SecretCache.class);

  private final SecretSettings settings;
  private final Cache<String, CachedSecret> secrets;
  private final List<Listening> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private record Listening(String id, RotationListener listener) {}

  SecretCache(SecretSettings settings, long maximumSize) {
    this.settings = settings;
    this.secrets =
        Caffeine.newBuilder()
            .maximumSize(maximumSize)
            .executor(Runnable::run)
            .removalListener(SecretCache::discard)
            .build();
  }

  /** A cache in front of a source; the builder states the defaults. */
  public static SecretCacheBuilder builder(SecretSource source) {
    return new SecretCacheBuilder(source);
  }

  /**
   * The current version of a secret.
   *
   * @param id the name or the ARN; one secret should always be asked for by the same of the two
   * @throws SecretUnavailableException if there is no value and the source gives none
   * @throws SecretStaleException if the value is older than {@link SecretCacheBuilder#staleAfter}
   */
  public Secret get(String id) {
    CachedSecret cached = secrets.getIfPresent(id);
    if (cached != null) {
      Secret fresh = cached.fresh();
      if (fresh != null) {
        return fresh;
      }
    }
    return cached(SecretRef.of(id)).read();
  }

  /**
   * A version, a stage or a member of a secret.
   *
   * @throws SecretUnavailableException as {@link #get(String)}
   * @throws SecretFormatException if a member is asked for that is not there
   */
  public Secret get(SecretRef ref) {
    CachedSecret cached = secrets.getIfPresent(ref.key());
    Secret fresh = cached == null ? null : cached.fresh();
    return ref.in(fresh == null ? cached(ref).read() : fresh);
  }

  /**
   * The current version of a secret, which is JSON, bound to a class once per version.
   *
   * @throws SecretUnavailableException as {@link #get(String)}
   * @throws SecretFormatException if the value does not fit
   */
  public <T> T get(String id, Class<T> type) {
    return get(id).as(type);
  }

  /** Like {@link #get(String)}, without waiting on the calling thread. */
  public CompletableFuture<Secret> getAsync(String id) {
    CachedSecret cached = secrets.getIfPresent(id);
    Secret fresh = cached == null ? null : cached.fresh();
    return fresh == null
        ? CompletableFuture.supplyAsync(() -> get(id), settings.executor())
        : CompletableFuture.completedFuture(fresh);
  }

  /**
   * Uses a secret, and once more when it was refused and a newer version is there: the way to open
   * a connection with a password that rotates. The source is asked once for a refused version, and
   * then no more often than a back-off allows.
   *
   * @param isRefusal whether a failure means that the secret was wrong, as in SQL state 28P01
   * @throws X what the use throws, that of the second try if there was one
   */
  public <T, X extends Exception> T withSecret(
      String id, SecretUse<T, X> use, Predicate<? super Exception> isRefusal) throws X {
    Secret secret = get(id);
    try {
      return use.with(secret);
    } catch (Exception refused) {
      if (!isRefusal.test(refused)) {
        throw refused;
      }
      Secret newer = cached(SecretRef.of(id)).afterRefusedLogin(secret);
      if (newer.versionId().equals(secret.versionId())) {
        throw refused;
      }
      return use.with(newer);
    }
  }

  /**
   * Fetches a secret now, whatever its age, and waits for it.
   *
   * @throws SecretUnavailableException if the source does not give it; an old value stays in use
   */
  public Secret refresh(String id) {
    return cached(SecretRef.of(id)).refresh(FetchTrigger.REQUEST);
  }

  /**
   * Fetches secrets that are not here, in as few calls as the source can, for the start of a
   * service. What cannot be had now is fetched when it is needed.
   *
   * @return how many of them are here now
   */
  public int prefetch(String... ids) {
    List<SecretRef> missing = new ArrayList<>();
    for (String id : ids) {
      SecretRef ref = SecretRef.of(id);
      if (cached(ref).last() == null) {
        missing.add(ref);
      }
    }
    if (!missing.isEmpty()) {
      settings.source().fetchAll(missing).forEach((ref, secret) -> cached(ref).offer(secret));
    }
    return (int)
        List.of(ids).stream().filter(id -> cached(SecretRef.of(id)).last() != null).count();
  }

  /**
   * Tells a listener of every new version of a secret, after the cache has it: time to renew a
   * pool's connections. It runs on the cache's executor; what it throws is logged.
   */
  public SecretCache onRotation(String id, RotationListener listener) {
    listeners.add(new Listening(id, listener));
    return this;
  }

  /** Handlers for the events by which AWS tells of rotations, for {@code Busbar.builder()}. */
  public SecretRotations rotations() {
    return new SecretRotations(this);
  }

  /** How each secret is, by id; never a value. */
  public List<SecretStatus> status() {
    return new TreeMap<>(secrets.asMap()).values().stream().map(CachedSecret::status).toList();
  }

  /** Down when a secret cannot be served, degraded when an old value is. Names, never values. */
  @Override
  public Health health() {
    Map<String, String> details = new LinkedHashMap<>();
    Health.Status worst = Health.Status.UP;
    for (SecretStatus each : status()) {
      if (each.state() != SecretStatus.State.FRESH) {
        details.put(each.secret(), each.state() + " " + each.failure() + ", age " + each.age());
      }
      worst = worse(worst, each.state());
    }
    details.put("secrets", String.valueOf(secrets.estimatedSize()));
    return new Health("secrets", worst, details);
  }

  private static Health.Status worse(Health.Status worst, SecretStatus.State state) {
    return switch (state) {
      case FRESH -> worst;
      case STALE -> worst == Health.Status.UP ? Health.Status.DEGRADED : worst;
      case UNAVAILABLE -> Health.Status.DOWN;
    };
  }

  @Override
  public void close() {
    closed = true;
    secrets.invalidateAll();
  }

  void rotated(SecretRotations.Rotation rotation) {
    for (CachedSecret each : secrets.asMap().values()) {
      if (rotation.concerns(each.ref())) {
        RotationWatch.start(each, settings, rotation.versionFor(each.ref()), rotation.at());
      }
    }
  }

  private CachedSecret cached(SecretRef ref) {
    if (closed) {
      throw new IllegalStateException(
          "Secret '"
              + ref
              + "' was asked for after the cache was closed. Close the cache after everything that uses it.");
    }
    return secrets.get(
        ref.key(),
        key -> new CachedSecret(ref.whole(), settings, (before, now) -> tell(ref, before, now)));
  }

  private void tell(SecretRef ref, Secret before, Secret now) {
    for (Listening each : listeners) {
      if (each.id().equals(ref.key())) {
        tell(each, before, now);
      }
    }
  }

  private static void tell(Listening listening, Secret before, Secret now) {
    try {
      listening.listener().rotated(before, now);
    } catch (RuntimeException failed) {
      log.error(
          "A listener to rotations of secret {} failed; it still may use the old version",
          listening.id(),
          failed);
    }
  }

  private static void discard(
      @Nullable String key, @Nullable CachedSecret secret, RemovalCause cause) {
    if (secret != null) {
      secret.discard();
    }
  }
}
