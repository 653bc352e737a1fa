// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas in the forms of EventBridge's schema registry. Start at {@link
 * io.busbar.schema.export.RegistryExport}.
 */
@NullMarked
package io.busbar.schema.export;

import org.jspecify.annotations.NullMarked;
