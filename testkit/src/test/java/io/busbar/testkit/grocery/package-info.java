// SPDX-License-Identifier: Apache-2.0
/**
 * The grocery platform as tests and benchmarks simulate it. Start at {@link
 * io.busbar.testkit.grocery.GrocerySimulation}.
 */
@NullMarked
package io.busbar.testkit.grocery;

import org.jspecify.annotations.NullMarked;
