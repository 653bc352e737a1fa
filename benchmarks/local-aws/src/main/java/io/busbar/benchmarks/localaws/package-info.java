// SPDX-License-Identifier: Apache-2.0
/** LocalAws. Start at {@link io.busbar.benchmarks.localaws.LocalAwsFigures}. */
@NullMarked
package io.busbar.benchmarks.localaws;

import org.jspecify.annotations.NullMarked;
