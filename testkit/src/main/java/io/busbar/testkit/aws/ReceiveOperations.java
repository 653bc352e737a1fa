// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Message;
import io.busbar.testkit.ReceiveRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** SQS's ReceiveMessage. A long poll is a future and holds no thread. */
final class ReceiveOperations {
  private final QueueAddress address;

  ReceiveOperations(QueueAddress address) {
    this.address = address;
  }

  /**
   * Whoever ends the answer early, by cancelling or completing it, takes the receiver out of the
   * queue.
   */
  CompletableFuture<ObjectNode> receive(Call call) {
    Input input = call.input();
    MessageView view = MessageView.of(input);
    CompletableFuture<List<Message>> messages = address.queue(call).receive(request(input));
    CompletableFuture<ObjectNode> answer = messages.thenApply(received -> json(received, view));
    var unused = answer.whenComplete((json, failure) -> messages.cancel(false));
    return answer;
  }

  private static ReceiveRequest request(Input input) {
    Integer most = input.integer("MaxNumberOfMessages");
    return new ReceiveRequest(
        most == null ? 1 : most,
        seconds(input, "VisibilityTimeout"),
        seconds(input, "WaitTimeSeconds"));
  }

  private static @Nullable Duration seconds(Input input, String name) {
    Integer seconds = input.integer(name);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private static ObjectNode json(List<Message> messages, MessageView view) {
    ObjectNode answer = Json.object();
    if (!messages.isEmpty()) {
      ArrayNode items = answer.putArray("Messages");
      messages.forEach(message -> items.add(view.json(message)));
    }
    return answer;
  }
}
