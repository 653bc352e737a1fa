// SPDX-License-Identifier: Apache-2.0
/**
 * What Busbar's modules share and nobody else is to use; it may change in any version. Start at
 * {@link io.busbar.core.internal.WorkerThreads}.
 */
@NullMarked
package io.busbar.core.internal;

import org.jspecify.annotations.NullMarked;
