// SPDX-License-Identifier: Apache-2.0
/** Tests of the publisher: start at {@link io.busbar.publisher.BatcherTest}. */
@NullMarked
package io.busbar.publisher;

import org.jspecify.annotations.NullMarked;
