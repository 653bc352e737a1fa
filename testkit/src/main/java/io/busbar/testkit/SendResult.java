// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import org.jspecify.annotations.Nullable;

/**
 * What a queue says of a message that it took.
 *
 * @param messageId of the message, or of the one that it repeats
 * @param sequenceNumber its place in a FIFO queue; null in a standard queue
 */
public record SendResult(String messageId, @Nullable String sequenceNumber) {}
