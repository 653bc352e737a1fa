// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import io.busbar.testkit.scenario.TestWorld;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Hears of the world of every test of {@link BusbarTest}, before the test's first {@code
 * BeforeEach} method: what connects an application under test to it. Found by {@code
 * ServiceLoader}; the Spring Boot starter has one. Must be thread-safe, because tests may run in
 * parallel.
 */
public interface TestWorldListener {

  /** The test is about to begin; its parameters come from this world. */
  void begins(ExtensionContext test, TestWorld world);
}
