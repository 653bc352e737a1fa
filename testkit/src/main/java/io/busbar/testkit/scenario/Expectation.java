// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Trace;
import java.util.Optional;

/** What must hold when a scenario has come to rest. */
@FunctionalInterface
public interface Expectation {

  /**
   * Looks at what happened.
   *
   * @return what was expected and what happened instead, as a sentence; empty when it holds
   */
  Optional<String> unmet(Trace trace, InMemoryOrganization aws);
}
