// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Starts the move tasks of one queue. Guarded by the organization's lock. */
final class Moves {
  private static final int REMEMBERED = 10;

  private final Queue source;

  Moves(Queue source) {
    this.source = source;
  }

  MoveTask start(@Nullable Queue destination, int perSecond, State.After after) {
    check(perSecond);
    MoveTask task = new MoveTask(source, destination, perSecond);
    Deque<MoveTask> tasks = source.moves();
    tasks.addFirst(task);
    while (tasks.size() > REMEMBERED) {
      tasks.removeLast();
    }
    task.step(after);
    return task;
  }

  private void check(int perSecond) {
    if (perSecond < 1 || perSecond > MoveTask.MOST_PER_SECOND) {
      throw QueueRules.invalid(
          "Value %d for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and %d, if provided."
              .formatted(perSecond, MoveTask.MOST_PER_SECOND));
    }
    if (!isDeadLetterQueue()) {
      throw QueueRules.invalid("Source queue must be configured as a Dead Letter Queue.");
    }
    MoveTask newest = source.moves().peekFirst();
    if (newest != null && newest.status() == MoveTask.Status.RUNNING) {
      throw new AwsErrorException(
          "UnsupportedOperation",
          "There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
    }
  }

  private boolean isDeadLetterQueue() {
    return source.organization().accounts().stream()
        .flatMap(account -> account.regions().stream())
        .flatMap(region -> region.queues().stream())
        .map(queue -> queue.contents().settings().redrive())
        .anyMatch(policy -> policy != null && policy.deadLetterTargetArn().equals(source.arn()));
  }
}
