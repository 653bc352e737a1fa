// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.TimeSource;
import io.busbar.core.handler.Delivery;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Reads an SQS message as a delivery. */
final class Deliveries {
  private static final String RECEIVE_COUNT =
      MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT.toString();

  private Deliveries() {}

  /**
   * The attributes are the message's with text or a number, and SQS's own under their names, which
   * nobody can fake: {@code SentTimestamp}, {@code AWSTraceHeader}, {@code MessageGroupId}.
   */
  static Delivery of(HeldMessage held, ContainerSettings settings, TimeSource time) {
    Message message = held.message();
    Map<String, String> attributes = new HashMap<>();
    message.messageAttributes().forEach((name, value) -> putText(attributes, name, value));
    attributes.putAll(message.attributesAsStrings());
    attributes.put(Delivery.QUEUE, settings.queueName());
    BareDetail bare = settings.intake().bareDetail();
    return new Delivery(
        bare == null ? message.body() : bare.envelope(message),
        message.messageId(),
        receiveCount(message),
        attributes,
        new HeldLease(held, time, deadline(held, settings, time)));
  }

  /** At least 1, even for a queue that does not count. */
  static int receiveCount(Message message) {
    String counted = message.attributesAsStrings().get(RECEIVE_COUNT);
    return counted == null ? 1 : Math.max(1, Integer.parseInt(counted));
  }

  private static Instant deadline(HeldMessage held, ContainerSettings settings, TimeSource time) {
    long age = time.nanoTime() - held.receivedAt();
    return time.now().minusNanos(age).plus(settings.maxProcessingTime());
  }

  private static void putText(
      Map<String, String> attributes, String name, MessageAttributeValue value) {
    if (value.stringValue() != null) {
      attributes.put(name, value.stringValue());
    }
  }
}
