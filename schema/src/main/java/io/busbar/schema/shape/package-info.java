// SPDX-License-Identifier: Apache-2.0
/**
 * What a schema allows, as values that a program can walk through. Start at {@link
 * io.busbar.schema.shape.ShapeReader}.
 */
@NullMarked
package io.busbar.schema.shape;

import org.jspecify.annotations.NullMarked;
