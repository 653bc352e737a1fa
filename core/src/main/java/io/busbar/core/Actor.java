// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf an event was published. It is a statement of the sender, not a proof: decide on
 * it only for senders that you trust. Immutable, and not checked: any text is taken.
 *
 * @param subject the user or machine
 * @param scopes what it may do; may be empty
 * @param issuer who says so; null when the sender does not tell
 */
public record Actor(String subject, List<String> scopes, @Nullable String issuer) {
  public Actor {
    scopes = List.copyOf(scopes);
  }
}
