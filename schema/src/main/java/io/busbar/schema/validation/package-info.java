// SPDX-License-Identifier: Apache-2.0
/**
 * Judges events by their schemas before they are published. Start at {@link
 * io.busbar.schema.validation.SchemaValidator}.
 */
@NullMarked
package io.busbar.schema.validation;

import org.jspecify.annotations.NullMarked;
