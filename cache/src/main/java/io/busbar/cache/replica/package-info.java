// SPDX-License-Identifier: Apache-2.0
/**
 * Another service's state, kept here by its events. Start at {@link
 * io.busbar.cache.replica.ReplicaCache}.
 */
@NullMarked
package io.busbar.cache.replica;

import org.jspecify.annotations.NullMarked;
