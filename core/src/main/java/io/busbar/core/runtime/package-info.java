// SPDX-License-Identifier: Apache-2.0
/**
 * One service put together, started and stopped in the right order. Start at {@link
 * io.busbar.core.runtime.Busbar}.
 */
@NullMarked
package io.busbar.core.runtime;

import org.jspecify.annotations.NullMarked;
