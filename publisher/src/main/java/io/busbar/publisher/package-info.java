// SPDX-License-Identifier: Apache-2.0
/**
 * Publishes events to EventBridge. Start at {@link io.busbar.publisher.EventBridgePublisher}; what
 * carries finished entries alone, for an outbox, is {@link
 * io.busbar.publisher.EventBridgeTransport}.
 */
@NullMarked
package io.busbar.publisher;

import org.jspecify.annotations.NullMarked;
