// SPDX-License-Identifier: Apache-2.0
/**
 * The values and ports that every module shares. Start at {@link
 * io.busbar.core.ConfigurationException}.
 */
@NullMarked
package io.busbar.core;

import org.jspecify.annotations.NullMarked;
