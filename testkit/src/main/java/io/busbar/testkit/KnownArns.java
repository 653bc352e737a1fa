// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** ARNs that were read already: few, and each with every event. Guarded by the lock. */
final class KnownArns {
  private static final int MOST = 1_000;
  private final Map<String, Optional<Arn>> known = new HashMap<>();

  Optional<Arn> find(String text) {
    Optional<Arn> arn = known.get(text);
    if (arn == null) {
      arn = Arn.find(text);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(text, arn);
    }
    return arn;
  }
}
