// SPDX-License-Identifier: Apache-2.0
/**
 * The schemas and samples of all versions, as files in git. Start at {@link
 * io.busbar.schema.registry.EventRegistry}.
 */
@NullMarked
package io.busbar.schema.registry;

import org.jspecify.annotations.NullMarked;
