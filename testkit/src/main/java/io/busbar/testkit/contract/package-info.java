// SPDX-License-Identifier: Apache-2.0
/**
 * What the ports of core promise, as JUnit tests that every implementation passes. Needs JUnit
 * Jupiter. Start at {@link io.busbar.testkit.contract.EventTransportContract}.
 */
@NullMarked
package io.busbar.testkit.contract;

import org.jspecify.annotations.NullMarked;
