// SPDX-License-Identifier: Apache-2.0
/**
 * From an event to an entry on the wire: start at {@link io.busbar.core.publish.PublishPipeline};
 * what carries entries away is an {@link io.busbar.core.publish.EventTransport}.
 */
@NullMarked
package io.busbar.core.publish;

import org.jspecify.annotations.NullMarked;
