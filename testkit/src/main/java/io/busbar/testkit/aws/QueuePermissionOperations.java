// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Queue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SQS's operations on single statements of a queue's policy. */
final class QueuePermissionOperations {
  /** What a policy may give to others by this operation (AddPermission API, ActionName). */
  private static final Set<String> ACTIONS =
      Set.of(
          "*",
          "SendMessage",
          "ReceiveMessage",
          "DeleteMessage",
          "ChangeMessageVisibility",
          "GetQueueAttributes",
          "GetQueueUrl",
          "ListDeadLetterSourceQueues",
          "PurgeQueue");

  private final QueueAddress address;
  private final QueueAttributes attributes;

  QueuePermissionOperations(QueueAddress address, QueueAttributes attributes) {
    this.address = address;
    this.attributes = attributes;
  }

  ObjectNode add(Call call) {
    Queue queue = address.queue(call);
    String label = label(call);
    List<String> accounts = call.input().texts("AWSAccountIds");
    List<String> actions = call.input().texts("Actions");
    if (accounts.isEmpty()) {
      throw SqsErrors.missing("AWSAccountIds");
    }
    if (actions.isEmpty()) {
      throw SqsErrors.missing("Actions");
    }
    checkActions(actions);
    ObjectNode policy = policy(queue);
    ArrayNode statements = policy.withArray("Statement");
    if (indexOf(statements, label) >= 0) {
      throw SqsErrors.invalid(label, "Label", "Already exists.");
    }
    ObjectNode statement = statements.addObject().put("Sid", label).put("Effect", "Allow");
    ArrayNode principals = statement.putObject("Principal").putArray("AWS");
    accounts.forEach(each -> principals.add("arn:aws:iam::" + each + ":root"));
    ArrayNode names = statement.putArray("Action");
    actions.forEach(each -> names.add("SQS:" + each));
    statement.put("Resource", queue.arn());
    attributes.set(queue, Map.of("Policy", policy.toString()));
    return Json.object();
  }

  private static void checkActions(List<String> actions) {
    for (String each : actions) {
      if (!ACTIONS.contains(each)) {
        throw SqsErrors.invalid(
            "SQS:" + each,
            "ActionName",
            "Please refer to the appropriate WSDL for a list of valid actions.");
      }
    }
  }

  ObjectNode remove(Call call) {
    Queue queue = address.queue(call);
    String label = label(call);
    ObjectNode policy = policy(queue);
    ArrayNode statements = policy.withArray("Statement");
    int index = indexOf(statements, label);
    if (index < 0) {
      throw SqsErrors.invalid(label, "Label", "can't find label on existing policy.");
    }
    statements.remove(index);
    attributes.set(queue, Map.of("Policy", statements.isEmpty() ? "" : policy.toString()));
    return Json.object();
  }

  private static ObjectNode policy(Queue queue) {
    return queue
        .policy()
        .map(text -> (ObjectNode) Json.read(text, IllegalStateException::new))
        .orElseGet(
            () ->
                Json.object()
                    .put("Version", "2012-10-17")
                    .put("Id", queue.arn() + "/SQSDefaultPolicy"));
  }

  private static int indexOf(ArrayNode statements, String label) {
    for (int i = 0; i < statements.size(); i++) {
      JsonNode sid = statements.get(i).path("Sid");
      if (sid.asText().equals(label)) {
        return i;
      }
    }
    return -1;
  }

  private static String label(Call call) {
    String label = call.input().text("Label");
    if (label == null) {
      throw SqsErrors.missing("Label");
    }
    return label;
  }
}
