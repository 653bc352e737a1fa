// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Queue;
import java.time.Duration;

/** SQS's operations on messages that were received. */
final class ReceiptOperations {
  private final QueueAddress address;

  ReceiptOperations(QueueAddress address) {
    this.address = address;
  }

  ObjectNode delete(Call call) {
    return delete(address.queue(call), call.input());
  }

  ObjectNode deleteBatch(Call call) {
    Queue queue = address.queue(call);
    return Batch.of(call, "DeleteMessageBatchRequestEntry").each(entry -> delete(queue, entry));
  }

  ObjectNode changeVisibility(Call call) {
    return changeVisibility(address.queue(call), call.input());
  }

  ObjectNode changeVisibilityBatch(Call call) {
    Queue queue = address.queue(call);
    return Batch.of(call, "ChangeMessageVisibilityBatchRequestEntry")
        .each(entry -> changeVisibility(queue, entry));
  }

  private static ObjectNode delete(Queue queue, Input input) {
    queue.delete(receipt(input));
    return Json.object();
  }

  private static ObjectNode changeVisibility(Queue queue, Input input) {
    String receipt = receipt(input);
    Integer seconds = input.integer("VisibilityTimeout");
    if (seconds == null) {
      throw SqsErrors.missing("VisibilityTimeout");
    }
    queue.changeVisibility(receipt, Duration.ofSeconds(seconds));
    return Json.object();
  }

  private static String receipt(Input input) {
    String receipt = input.text("ReceiptHandle");
    if (receipt == null) {
      throw SqsErrors.missing("ReceiptHandle");
    }
    return receipt;
  }
}
