// SPDX-License-Identifier: Apache-2.0
/**
 * Receives EventBridge events from SQS queues and runs the handlers. Start at {@link
 * io.busbar.consumer.SqsEventContainer}.
 */
@NullMarked
package io.busbar.consumer;

import org.jspecify.annotations.NullMarked;
