// SPDX-License-Identifier: Apache-2.0
/** A hit of the secret cache against Caffeine and its peers; what a replica takes and answers. */
@NullMarked
package io.busbar.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
