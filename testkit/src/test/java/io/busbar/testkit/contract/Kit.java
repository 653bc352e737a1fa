// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a contract kit on an implementation that breaks the contract on purpose. */
final class Kit {
  private Kit() {}

  /** The names of the kit's tests that fail, sorted. */
  static List<String> failures(Class<?> broken) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(broken))
        .execute()
        .testEvents()
        .failed()
        .map(event -> event.getTestDescriptor().getDisplayName().replaceFirst("\\(.*", ""))
        .sorted()
        .toList();
  }
}
