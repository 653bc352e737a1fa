// SPDX-License-Identifier: Apache-2.0
/** What validation costs. Start at {@link io.busbar.benchmarks.schema.SchemaComparison}. */
@NullMarked
package io.busbar.benchmarks.schema;

import org.jspecify.annotations.NullMarked;
