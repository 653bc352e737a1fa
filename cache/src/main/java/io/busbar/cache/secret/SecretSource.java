// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where secrets come from: {@link SecretsManagerSource}, or a parameter store in ten lines (see
 * docs/caching.md). The cache calls it from several threads, at most once at a time for each
 * secret, and never holds a lock meanwhile. It should have no retries of its own; the cache has.
 */
@FunctionalInterface
public interface SecretSource {

  /**
   * Reads one secret; may block. The member of the reference is the cache's business.
   *
   * @throws SecretSourceException with the reason; anything else counts as {@code UNAVAILABLE}
   */
  Secret fetch(SecretRef ref);

  /**
   * Reads several, in as few calls as the source can. What is missing in the result could not be
   * read and is asked for alone when it is needed. Default: one call each.
   */
  default Map<SecretRef, Secret> fetchAll(List<SecretRef> refs) {
    Map<SecretRef, Secret> found = new LinkedHashMap<>();
    for (SecretRef ref : refs) {
      try {
        found.put(ref, fetch(ref));
      } catch (RuntimeException refused) {
        // Left out, as said above; whoever needs it hears the reason.
      }
    }
    return found;
  }
}
