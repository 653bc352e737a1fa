// SPDX-License-Identifier: Apache-2.0
/**
 * JSON Schemas of events, made from their records. Start at {@link
 * io.busbar.schema.SchemaGenerator}.
 */
@NullMarked
package io.busbar.schema;

import org.jspecify.annotations.NullMarked;
