// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a rotated secret until its version changes. The event may be here before the new value
 * can be read, so the old one is served meanwhile. Its looks follow one another.
 */
final class RotationWatch {
  private static final Logger log = LoggerFactory.getLogger(RotationWatch.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final CachedSecret secret;
  private final SecretSettings settings;
  private final @Nullable String wanted;
  private final String from;
  private final Instant deadline;
  private int tries;

  private RotationWatch(
      CachedSecret secret, SecretSettings settings, String from, @Nullable String wanted) {
    this.secret = secret;
    this.settings = settings;
    this.from = from;
    this.wanted = wanted;
    this.deadline = settings.time().now().plus(PATIENCE);
  }

  /**
   * Begins to look for the new version, unless it is here already or being looked for.
   *
   * @param versionId the new version; null where the event does not say, then any other one counts
   */
  static void start(
      CachedSecret secret, SecretSettings settings, @Nullable String versionId, Instant rotatedAt) {
    Secret last = secret.last();
    if (last == null || isHere(secret, versionId, rotatedAt)) {
      return;
    }
    var watch = new RotationWatch(secret, settings, last.versionId(), versionId);
    if (secret.beginWatch(watch.key())) {
      settings.executor().execute(watch::look);
    }
  }

  private static boolean isHere(
      CachedSecret secret, @Nullable String versionId, Instant rotatedAt) {
    return versionId == null ? secret.versionSince().isAfter(rotatedAt) : secret.hasHad(versionId);
  }

  private void look() {
    tries++;
    if (!isThere()) {
      fetch();
    }
    if (isThere() || isLate()) {
      secret.endWatch(key());
      return;
    }
    Duration pause = settings.backoff(tries, FIRST_PAUSE, LONGEST_PAUSE);
    settings.time().schedule(pause, () -> settings.executor().execute(this::look));
  }

  private void fetch() {
    try {
      secret.refresh(FetchTrigger.ROTATION);
    } catch (SecretUnavailableException later) {
      log.debug("Secret {} has been rotated and cannot be read yet", secret.ref(), later);
    }
  }

  private boolean isThere() {
    if (wanted != null && secret.hasHad(wanted)) {
      return true;
    }
    Secret now = secret.last();
    return now == null || (wanted == null && !now.versionId().equals(from));
  }

  private boolean isLate() {
    boolean late = settings.time().now().isAfter(deadline);
    if (late) {
      log.warn(
          "Secret {} was said to be rotated, but the new version has not come for {}; it is refreshed as it ages",
          secret.ref(),
          PATIENCE);
    }
    return late;
  }

  private String key() {
    return Objects.requireNonNullElse(wanted, "another than " + from);
  }
}
