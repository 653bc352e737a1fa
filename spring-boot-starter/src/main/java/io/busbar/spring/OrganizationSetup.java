// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.testkit.InMemoryOrganization;

/**
 * A bean of a test with {@code @BusbarTest} that makes the buses, rules and queues around the
 * application, before each test. Without one, the application's bus has a rule that brings its
 * first queue the events that its handlers take.
 */
@FunctionalInterface
public interface OrganizationSetup {

  /**
   * @param aws the test's own; a CloudFormation template may be loaded into it
   */
  void setUp(InMemoryOrganization aws);
}
