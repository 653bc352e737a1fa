// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;
import java.util.Optional;

/** {@code Principal} or {@code NotPrincipal}. */
record PrincipalElement(String name, List<Entry> entries) {

  /**
   * One principal.
   *
   * @param kind {@code AWS}, {@code Service}, {@code Federated} or {@code CanonicalUser}; the last
   *     two are no principals that ask for a bus, a queue or a key
   */
  record Entry(String kind, String text) {

    /** An account stands for all its identities; a role for its sessions; {@code *} for all. */
    boolean covers(PolicyPrincipal principal) {
      if (kind.equals("AWS") && text.equals("*")) {
        return true;
      }
      if (principal instanceof PolicyPrincipal.Identity identity) {
        return kind.equals("AWS") && covers(identity);
      }
      return kind.equals("Service") && text.equals(principal.text());
    }

    private boolean covers(PolicyPrincipal.Identity identity) {
      if (text.equals(identity.arn().account()) || text.equals(identity.text())) {
        return true;
      }
      Optional<Arn> arn = Arn.find(text);
      return arn.isPresent()
          && (isAccountOf(identity, arn.get()) || identity.isSessionOf(arn.get()));
    }

    private static boolean isAccountOf(PolicyPrincipal.Identity identity, Arn arn) {
      return arn.resource().equals("root") && arn.account().equals(identity.arn().account());
    }
  }

  boolean admits(PolicyPrincipal principal) {
    boolean any = entries.stream().anyMatch(entry -> entry.covers(principal));
    return any != name.startsWith("Not");
  }

  List<String> texts() {
    return entries.stream().map(Entry::text).toList();
  }
}
