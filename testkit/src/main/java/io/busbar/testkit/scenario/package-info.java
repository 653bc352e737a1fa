// SPDX-License-Identifier: Apache-2.0
/**
 * Scenarios: what is published, what goes wrong meanwhile, and what must hold when all is quiet.
 * Start at {@link io.busbar.testkit.scenario.EventScenario}.
 */
@NullMarked
package io.busbar.testkit.scenario;

import org.jspecify.annotations.NullMarked;
