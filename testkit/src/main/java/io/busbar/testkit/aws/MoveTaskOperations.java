// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.MoveTask;
import io.busbar.testkit.Queue;
import java.util.List;

/** SQS's operations that bring messages back from dead-letter queues. */
final class MoveTaskOperations {
  private static final int MOST_RESULTS = 10;
  private static final int MOST_PER_SECOND = 500;
  private static final int MAX_PAGE = 1000;

  private final InMemoryOrganization organization;
  private final QueueAddress address;

  MoveTaskOperations(InMemoryOrganization organization, QueueAddress address) {
    this.organization = organization;
    this.address = address;
  }

  ObjectNode start(Call call) {
    Queue source = queue(call, "SourceArn");
    Integer wanted = call.input().integer("MaxNumberOfMessagesPerSecond");
    int perSecond = wanted == null ? MOST_PER_SECOND : wanted;
    MoveTask task =
        call.input().has("DestinationArn")
            ? source.moveTo(queue(call, "DestinationArn"), perSecond)
            : source.redrive(perSecond);
    return Json.object().put("TaskHandle", task.handle());
  }

  ObjectNode cancel(Call call) {
    String handle = call.input().text("TaskHandle");
    if (handle == null) {
      throw SqsErrors.missing("TaskHandle");
    }
    MoveTask task =
        call.caller().region(organization).queues().stream()
            .flatMap(queue -> queue.moveTasks().stream())
            .filter(each -> each.handle().equals(handle))
            .findFirst()
            .orElseThrow(() -> missing("Task does not exist."));
    task.cancel();
    return Json.object().put("ApproximateNumberOfMessagesMoved", task.moved());
  }

  ObjectNode list(Call call) {
    Queue source = queue(call, "SourceArn");
    Integer most = call.input().integer("MaxResults");
    if (most != null && (most < 1 || most > MOST_RESULTS)) {
      throw SqsErrors.invalid(most, "MaxResults", "Must be between 1 and 10, if provided.");
    }
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Results");
    source.moveTasks().stream()
        .limit(most == null ? 1 : most)
        .forEach(task -> items.add(item(task)));
    return answer;
  }

  /** The queues that give up their messages to this one. */
  ObjectNode sources(Call call) {
    Input input = call.input();
    String arn = address.queue(call).arn();
    List<Queue> found =
        call.caller().region(organization).queues().stream()
            .filter(
                queue ->
                    queue.settings().redrive() != null
                        && queue.settings().redrive().deadLetterTargetArn().equals(arn))
            .toList();
    Integer most = input.integer("MaxResults");
    Page<Queue> page =
        Page.of(found, Queue::name, Page.Cursor.ofSqs(input), most == null ? MAX_PAGE : most);
    ObjectNode answer = Json.object();
    ArrayNode urls = answer.putArray("queueUrls");
    page.items().forEach(queue -> urls.add(QueueAddress.url(call, queue)));
    return page.mark(answer);
  }

  private static ObjectNode item(MoveTask task) {
    ObjectNode json = Json.object();
    if (task.status() == MoveTask.Status.RUNNING) {
      json.put("TaskHandle", task.handle());
    }
    json.put("Status", task.status().name()).put("SourceArn", task.source().arn());
    task.destination().ifPresent(queue -> json.put("DestinationArn", queue.arn()));
    json.put("MaxNumberOfMessagesPerSecond", task.perSecond())
        .put("ApproximateNumberOfMessagesMoved", task.moved())
        .put("ApproximateNumberOfMessagesToMove", task.toMove());
    task.failureReason().ifPresent(reason -> json.put("FailureReason", reason));
    return json.put("StartedTimestamp", task.startedAt().toEpochMilli());
  }

  private Queue queue(Call call, String member) {
    String arn = call.input().text(member);
    if (arn == null) {
      throw SqsErrors.missing(member);
    }
    return organization
        .findQueue(arn)
        .orElseThrow(
            () ->
                missing(
                    "The resource that you specified for the "
                        + member
                        + " parameter doesn't exist."));
  }

  private static AwsErrorException missing(String message) {
    return new AwsErrorException("ResourceNotFoundException", message);
  }
}
