// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is to become of one handler's delivery. */
public sealed interface Outcome extends Completion {

  /** The one success. */
  Outcome ACK = new Ack();

  /** Handled. */
  record Ack() implements Outcome {}

  /** Not now: deliver it again after the delay. */
  record Retry(Duration delay, Throwable cause) implements Outcome {}

  /**
   * Never by itself: a person has to look. The reason is for that person and holds no value of the
   * event.
   */
  record DeadLetter(String reason, @Nullable Throwable cause) implements Outcome {}

  /** Nothing to do, and why: a duplicate, for instance. Acknowledged like a success. */
  record Skip(String reason) implements Outcome {}
}
