// SPDX-License-Identifier: Apache-2.0
/**
 * Brings the detail of an older event to the version that a handler was written for. Start at
 * {@link io.busbar.core.evolution.UpcasterChain}.
 */
@NullMarked
package io.busbar.core.evolution;

import org.jspecify.annotations.NullMarked;
