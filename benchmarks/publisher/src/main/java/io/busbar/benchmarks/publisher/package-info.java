// SPDX-License-Identifier: Apache-2.0
/**
 * What the publisher costs. Start at {@link io.busbar.benchmarks.publisher.PublisherComparison}.
 */
@NullMarked
package io.busbar.benchmarks.publisher;

import org.jspecify.annotations.NullMarked;
