// SPDX-License-Identifier: Apache-2.0
/**
 * What the organization in memory costs over event-ruler alone, and how fast tests on it are. Start
 * at {@link io.busbar.benchmarks.testkit.TestkitComparison}.
 */
@NullMarked
package io.busbar.benchmarks.testkit;

import org.jspecify.annotations.NullMarked;
