// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MoveTaskTest {
  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(42).build();
  private final Region region = aws.account("999999999999").region();
  private final Queue dead = region.queue("payments-dlq");
  private final Queue queue = region.queue("payments").deadLetters(dead, 1);

  @Test
  void bringsMessagesBackToTheQueuesThatGaveThemUp() {
    Queue other = region.queue("other").deadLetters(dead, 1);
    giveUp(queue, "a");
    giveUp(other, "b");

    MoveTask task = dead.redrive();

    assertThat(task.status()).isEqualTo(MoveTask.Status.COMPLETED);
    assertThat(task.moved()).isEqualTo(2);
    assertThat(queue.receive(10)).extracting(Message::body).containsExactly("a");
    assertThat(other.receive(10)).extracting(Message::body).containsExactly("b");
    assertThat(dead.counts().total()).isZero();
  }

  @Test
  void makesNewMessagesOfThem() {
    String id = queue.send("a");
    giveUp(queue);
    clock.advance(Duration.ofDays(3));

    dead.redrive();

    Message message = queue.receive(1).get(0);
    assertThat(message.id()).isNotEqualTo(id);
    assertThat(message.receiveCount()).isEqualTo(1);
    assertThat(message.sentAt()).isEqualTo(clock.now());
    assertThat(message.deadLetterSourceArn()).isNull();
  }

  @Test
  void movesNoMoreThanItsRateAllows() {
    Queue repair = region.queue("repair");
    for (int i = 0; i < 5; i++) {
      queue.send("m" + i);
    }
    giveUp(queue);

    MoveTask task = dead.moveTo(repair, 2);
    assertThat(task.destination()).contains(repair);
    assertThat(task.toMove()).isEqualTo(5);
    assertThat(repair.counts().available()).isEqualTo(2);
    assertRefused(
        () -> dead.moveTo(repair, 2),
        "UnsupportedOperation",
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.");

    clock.advance(Duration.ofSeconds(1));
    assertThat(repair.counts().available()).isEqualTo(4);
    task.cancel();
    aws.runUntilQuiescent();

    assertThat(repair.counts().available()).isEqualTo(4);
    assertThat(dead.moveTasks()).containsExactly(task);
    assertRefused(
        task::cancel,
        "UnsupportedOperation",
        "Only active tasks can be cancelled. The task is CANCELLED.");
  }

  @Test
  void failsWhenTheQueueIsGone() {
    giveUp(queue, "a");
    Queue stillThere = region.queue("other").deadLetters(dead, 1);
    assertThat(stillThere.counts().total()).isZero();
    region.deleteQueue("payments");

    MoveTask task = dead.redrive();

    assertThat(task.status()).isEqualTo(MoveTask.Status.FAILED);
    assertThat(task.failureReason())
        .contains("The queue that the message came from does not exist.");
    assertThat(dead.counts().available()).isEqualTo(1);
  }

  @Test
  void refusesWhatSqsRefuses() {
    assertRefused(
        queue::redrive,
        "InvalidParameterValue",
        "Source queue must be configured as a Dead Letter Queue.");
    assertRefused(
        () -> dead.moveTo(queue, 501),
        "InvalidParameterValue",
        "Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided.");
  }

  private void giveUp(Queue queue, String body) {
    queue.send(body);
    giveUp(queue);
  }

  private void giveUp(Queue queue) {
    queue.receive(10);
    clock.advance(Duration.ofSeconds(30));
    assertThat(queue.receive(10)).isEmpty();
  }

  private static void assertRefused(ThrowingCallable call, String code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AwsErrorException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(text);
  }
}
