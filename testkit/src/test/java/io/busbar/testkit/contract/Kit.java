// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract kit on an implementation that breaks the contract on purpose. */
final class Kit {
  private Kit() {}

  /** The names of the kit's tests that fail, sorted. */
  static List<String> failures(Class<?> broken) {
    Events tests =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(broken)).execute().testEvents();
    assertThat(tests.started().count()).as("tests of %s", broken).isPositive();
    return tests
        .failed()
        .map(event -> event.getTestDescriptor().getDisplayName().replaceFirst("\\(.*", ""))
        .sorted()
        .toList();
  }
}
