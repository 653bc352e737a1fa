// SPDX-License-Identifier: Apache-2.0
/**
 * Tests with an organization in memory on JUnit Jupiter. Start at {@link
 * io.busbar.testkit.junit.BusbarTest}.
 */
@NullMarked
package io.busbar.testkit.junit;

import org.jspecify.annotations.NullMarked;
