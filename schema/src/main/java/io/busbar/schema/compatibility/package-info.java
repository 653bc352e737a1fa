// SPDX-License-Identifier: Apache-2.0
/**
 * Whether those who read one schema understand what those of another write. Start at {@link
 * io.busbar.schema.compatibility.Compatibility}.
 */
@NullMarked
package io.busbar.schema.compatibility;

import org.jspecify.annotations.NullMarked;
