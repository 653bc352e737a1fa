// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Queue;
import java.util.List;
import java.util.Map;

/** SQS's operations on the tags of queues. */
final class QueueTagOperations {
  private final QueueAddress address;

  QueueTagOperations(QueueAddress address) {
    this.address = address;
  }

  ObjectNode tag(Call call) {
    Queue queue = address.queue(call);
    Map<String, String> tags = call.input().textMap("Tags");
    if (tags.isEmpty()) {
      throw SqsErrors.missing("Tags");
    }
    queue.region().tags().add(queue.arn(), tags);
    return Json.object();
  }

  ObjectNode untag(Call call) {
    Queue queue = address.queue(call);
    List<String> keys = call.input().texts("TagKeys");
    if (keys.isEmpty()) {
      throw SqsErrors.invalid("Tag keys must be between 1 and 128 characters in length.");
    }
    queue.region().tags().remove(queue.arn(), keys);
    return Json.object();
  }

  ObjectNode list(Call call) {
    Queue queue = address.queue(call);
    Map<String, String> tags = queue.region().tags().of(queue.arn());
    ObjectNode answer = Json.object();
    if (!tags.isEmpty()) {
      tags.forEach(answer.putObject("Tags")::put);
    }
    return answer;
  }
}
