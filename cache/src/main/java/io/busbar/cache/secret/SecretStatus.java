// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one secret of a cache is; never its value.
 *
 * @param secret the id, with stage or version where one was asked for
 * @param versionId the version that is here; null if none is
 * @param age since the source last gave it; null if it never did
 * @param failure why the last try failed; null if it did not
 */
public record SecretStatus(
    String secret,
    State state,
    @Nullable String versionId,
    @Nullable Duration age,
    SecretSourceException.@Nullable Reason failure) {

  /** From good to bad. */
  public enum State {
    FRESH,
    /** An older value is served, because the source does not give a newer one. */
    STALE,
    /** Nothing is served: there is no value, or it is older than the hard limit. */
    UNAVAILABLE
  }
}
