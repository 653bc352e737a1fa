// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.MessageAttribute;
import io.busbar.testkit.MessageGroup;
import io.busbar.testkit.OutgoingMessage;
import io.busbar.testkit.Queue;
import io.busbar.testkit.SendResult;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SQS's operations that send. */
final class SendOperations {
  private static final int MAX_BATCH_BYTES = 1_048_576;
  private static final String TRACE_HEADER = "AWSTraceHeader";

  private final QueueAddress address;

  SendOperations(QueueAddress address) {
    this.address = address;
  }

  ObjectNode one(Call call) {
    return send(address.queue(call), call.input());
  }

  ObjectNode batch(Call call) {
    Queue queue = address.queue(call);
    Batch batch = Batch.of(call, "SendMessageBatchRequestEntry");
    checkSize(batch);
    return batch.each(entry -> send(queue, entry));
  }

  private static ObjectNode send(Queue queue, Input input) {
    if (queue.isFifo() && !input.has("MessageGroupId")) {
      throw SqsErrors.missing("MessageGroupId");
    }
    OutgoingMessage message = message(input);
    SendResult sent = queue.sendForResult(message);
    ObjectNode answer = Json.object().put("MessageId", sent.messageId());
    if (sent.sequenceNumber() != null) {
      answer.put("SequenceNumber", sent.sequenceNumber());
    }
    answer.put("MD5OfMessageBody", MessageDigests.ofBody(message.body()));
    if (!message.attributes().isEmpty()) {
      answer.put("MD5OfMessageAttributes", MessageDigests.ofAttributes(message.attributes()));
    }
    String trace = message.traceHeader();
    if (trace != null) {
      Map<String, MessageAttribute> system = Map.of(TRACE_HEADER, MessageAttribute.text(trace));
      answer.put("MD5OfMessageSystemAttributes", MessageDigests.ofAttributes(system));
    }
    return answer;
  }

  private static OutgoingMessage message(Input input) {
    String body = input.text("MessageBody");
    if (body == null) {
      throw SqsErrors.missing("MessageBody");
    }
    return new OutgoingMessage(
            body,
            AttributeInput.of(input.objectMap("MessageAttributes")),
            delay(input),
            trace(input))
        .withGroup(group(input));
  }

  private static @Nullable MessageGroup group(Input input) {
    String group = input.text("MessageGroupId");
    String deduplication = input.text("MessageDeduplicationId");
    if (group != null) {
      return new MessageGroup(group, deduplication, null);
    }
    if (deduplication != null) {
      throw SqsErrors.invalid(
          deduplication,
          "MessageDeduplicationId",
          "The request include parameter that is not valid for this queue type.");
    }
    return null;
  }

  private static @Nullable Duration delay(Input input) {
    Integer seconds = input.integer("DelaySeconds");
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private static @Nullable String trace(Input input) {
    Input attribute = input.objectMap("MessageSystemAttributes").get(TRACE_HEADER);
    return attribute == null ? null : attribute.text("StringValue");
  }

  private static void checkSize(Batch batch) {
    long size = batch.entries().stream().mapToLong(entry -> message(entry).size()).sum();
    if (size > MAX_BATCH_BYTES) {
      throw new AwsErrorException(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than %d bytes. You have sent %d bytes."
              .formatted(MAX_BATCH_BYTES, size));
    }
  }
}
