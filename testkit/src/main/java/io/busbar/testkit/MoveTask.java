// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A redrive of SQS (StartMessageMoveTask): takes the messages of a dead-letter queue to the queues
 * that gave them up, or to one queue, as new messages. It goes on by the organization's clock.
 * Thread-safe.
 */
public final class MoveTask {

  /** As ListMessageMoveTasks has it. */
  public enum Status {
    RUNNING,
    COMPLETED,
    CANCELLED,
    FAILED
  }

  /** StartMessageMoveTask API: the most that can be asked for, and what it takes by itself here. */
  static final int MOST_PER_SECOND = 500;

  private final Queue source;
  private final @Nullable Queue destination;
  private final int perSecond;
  private final String handle;
  private final Instant startedAt;
  private final int toMove;
  private int moved;
  private Status status = Status.RUNNING;
  private @Nullable String failure;

  MoveTask(Queue source, @Nullable Queue destination, int perSecond) {
    this.source = source;
    this.destination = destination;
    this.perSecond = perSecond;
    this.handle = source.state().newId();
    this.startedAt = source.state().time().now();
    this.toMove = source.contents().counts().available();
  }

  /** What CancelMessageMoveTask takes. */
  public String handle() {
    return handle;
  }

  public Queue source() {
    return source;
  }

  /** Where all messages go; empty when each goes to the queue that gave it up. */
  public Optional<Queue> destination() {
    return Optional.ofNullable(destination);
  }

  /** How many messages a second it moves at most. */
  public int perSecond() {
    return perSecond;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Status status() {
    return source.state().locked(after -> status);
  }

  /** How many have been moved. */
  public int moved() {
    return source.state().locked(after -> moved);
  }

  /** How many there were to move when it began. */
  public int toMove() {
    return toMove;
  }

  /** Why it failed. */
  public Optional<String> failureReason() {
    return source.state().locked(after -> Optional.ofNullable(failure));
  }

  /**
   * Ends it; what was moved stays moved.
   *
   * @throws AwsErrorException {@code UnsupportedOperation} if it has ended already
   */
  public void cancel() {
    source
        .state()
        .change(
            after -> {
              if (status != Status.RUNNING) {
                throw new AwsErrorException(
                    "UnsupportedOperation",
                    "Only active tasks can be cancelled. The task is " + status + ".");
              }
              status = Status.CANCELLED;
            });
  }

  /** Moves what one second allows. */
  void step(State.After after) {
    if (status != Status.RUNNING) {
      return;
    }
    List<StoredMessage> next = source.contents().takeForMove(perSecond);
    for (StoredMessage message : next) {
      if (!move(message, after)) {
        return;
      }
    }
    if (next.size() < perSecond) {
      status = Status.COMPLETED;
      return;
    }
    source
        .organization()
        .engine()
        .obligations()
        .add(Duration.ofSeconds(1), () -> source.state().change(this::step));
  }

  /** A message whose queue is gone stays, and ends the task. */
  private boolean move(StoredMessage message, State.After after) {
    String arn = destination == null ? message.deadLetterSourceArn : destination.arn();
    Optional<Queue> target =
        Optional.ofNullable(arn).flatMap(each -> source.organization().findQueue(each));
    if (target.isEmpty()) {
      status = Status.FAILED;
      failure = "The queue that the message came from does not exist.";
      return false;
    }
    source.contents().forget(message);
    target.get().contents().enqueue(message.content, after);
    moved++;
    return true;
  }

  @Override
  public String toString() {
    return "move task of " + source + ' ' + status;
  }
}
