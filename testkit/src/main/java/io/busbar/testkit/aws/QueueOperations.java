// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQS's operations on queues. */
final class QueueOperations {
  private static final int MAX_PAGE = 1000;

  private final InMemoryOrganization organization;
  private final QueueAddress address;
  private final QueueAttributes attributes;

  QueueOperations(
      InMemoryOrganization organization, QueueAddress address, QueueAttributes attributes) {
    this.organization = organization;
    this.address = address;
    this.attributes = attributes;
  }

  /**
   * A queue of the same name is no mistake as long as it has the attributes that the request names
   * (CreateQueue API).
   */
  ObjectNode create(Call call) {
    String name = name(call);
    Map<String, String> wanted = call.input().textMap("Attributes");
    Region region = call.caller().region(organization);
    Optional<Queue> existing = region.findQueue(name);
    if (existing.isPresent()) {
      checkSame(existing.get(), wanted);
      return url(call, existing.get());
    }
    checkType(name, wanted.getOrDefault("FifoQueue", "").equals("true"));
    attributes.check(wanted, name.endsWith(".fifo"));
    Queue queue = region.queue(name);
    attributes.set(queue, wanted);
    region.tags().add(queue.arn(), call.input().textMap("tags"));
    return url(call, queue);
  }

  ObjectNode url(Call call) {
    String name = name(call);
    String owner = call.input().text("QueueOwnerAWSAccountId", call.caller().account());
    if (!owner.matches("\\d{12}")) {
      throw SqsErrors.invalid(
          owner, "QueueOwnerAWSAccountId", "An account id has exactly twelve digits.");
    }
    return url(call, organization.account(owner).region(call.caller().region()).requireQueue(name));
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    String prefix = input.text("QueueNamePrefix", "");
    List<Queue> queues =
        call.caller().region(organization).queues().stream()
            .filter(queue -> queue.name().startsWith(prefix))
            .toList();
    Page<Queue> page = Page.of(queues, Queue::name, Page.Cursor.ofSqs(input), limit(input));
    ObjectNode answer = Json.object();
    if (!page.items().isEmpty()) {
      ArrayNode urls = answer.putArray("QueueUrls");
      page.items().forEach(queue -> urls.add(QueueAddress.url(call, queue)));
    }
    return page.mark(answer);
  }

  ObjectNode delete(Call call) {
    Queue queue = address.queue(call);
    queue.region().deleteQueue(queue.name());
    return Json.object();
  }

  ObjectNode purge(Call call) {
    address.queue(call).purge();
    return Json.object();
  }

  ObjectNode attributes(Call call) {
    Queue queue = address.queue(call);
    Map<String, String> found = attributes.of(queue, call.input().texts("AttributeNames"));
    ObjectNode answer = Json.object();
    if (!found.isEmpty()) {
      found.forEach(answer.putObject("Attributes")::put);
    }
    return answer;
  }

  ObjectNode setAttributes(Call call) {
    Queue queue = address.queue(call);
    Map<String, String> wanted = call.input().textMap("Attributes");
    if (wanted.isEmpty()) {
      throw SqsErrors.missing("Attributes");
    }
    attributes.set(queue, wanted);
    return Json.object();
  }

  private void checkSame(Queue queue, Map<String, String> wanted) {
    Map<String, String> has = attributes.of(queue, List.of("All"));
    wanted.forEach(
        (name, value) -> {
          if (!value.equals(has.get(name))) {
            throw new AwsErrorException(
                "QueueNameExists",
                "A queue already exists with the same name and a different value for attribute "
                    + name);
          }
        });
  }

  /** Whether a queue is FIFO must be said twice: by its name and by an attribute. */
  private static void checkType(String name, boolean fifo) {
    boolean named = name.endsWith(".fifo");
    if (named && !fifo) {
      throw new AwsErrorException(
          "InvalidParameterValue",
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    if (fifo && !named) {
      throw new AwsErrorException(
          "InvalidParameterValue",
          "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.");
    }
  }

  private static String name(Call call) {
    String name = call.input().text("QueueName");
    if (name == null) {
      throw SqsErrors.missing("QueueName");
    }
    return name;
  }

  private static int limit(Input input) {
    Integer limit = input.integer("MaxResults");
    if (limit != null && (limit < 1 || limit > MAX_PAGE)) {
      throw SqsErrors.invalid(
          limit, "MaxResults", "Must be between 1 and " + MAX_PAGE + ", if provided.");
    }
    return limit == null ? MAX_PAGE : limit;
  }

  private static ObjectNode url(Call call, Queue queue) {
    return Json.object().put("QueueUrl", QueueAddress.url(call, queue));
  }
}
