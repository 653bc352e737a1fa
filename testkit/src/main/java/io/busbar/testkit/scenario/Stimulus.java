// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.InMemoryOrganization;

/** What sets a scenario going; any code will do. */
@FunctionalInterface
public interface Stimulus {

  /** Does it, when the faults are in place. */
  void apply(InMemoryOrganization aws);
}
