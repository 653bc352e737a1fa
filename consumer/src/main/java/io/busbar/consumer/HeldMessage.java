// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A message between its receive and the end of its permit. Confined to the loop, but for {@link
 * #isLeaseLost}, which any thread may ask.
 */
final class HeldMessage {
  private enum Phase {
    HANDLING,
    SETTLING
  }

  /** How a message leaves the container. */
  enum Fate {
    /** As its handlers have decided. */
    SETTLED,
    /** Unhandled, because it arrived at the end. */
    RETURNED,
    /** While its handler was still running. */
    ABANDONED
  }

  private final Message message;
  private final long receivedAt;
  private Phase phase = Phase.HANDLING;
  private Fate fate = Fate.SETTLED;
  private volatile long leaseEnd;
  private long extendAt;
  private boolean extending;
  private volatile boolean leaseLost;
  private @Nullable Runnable afterExtension;
  private @Nullable String group;
  private int visibilitySeconds;
  private int failures;
  private long retryAt;

  HeldMessage(Message message, long receivedAt) {
    this.message = message;
    this.receivedAt = receivedAt;
  }

  Message message() {
    return message;
  }

  long receivedAt() {
    return receivedAt;
  }

  /** Whose members are handled one after the other; null when the message belongs to none. */
  @Nullable String group() {
    return group;
  }

  void group(String key) {
    group = key;
  }

  boolean isHandling() {
    return phase == Phase.HANDLING;
  }

  void settling() {
    phase = Phase.SETTLING;
  }

  Fate fate() {
    return fate;
  }

  void fate(Fate end) {
    fate = end;
  }

  /** SQS hides the message from others since {@code from}, for {@code lease}. */
  void leased(long from, Duration lease) {
    leaseEnd = from + lease.toNanos();
    extendAt = from + lease.toNanos() * 2 / 3;
  }

  long leaseEnd() {
    return leaseEnd;
  }

  /** Others may have the message; its receipt must not be used any more. */
  boolean isLeaseLost(long now) {
    return leaseLost || now - leaseEnd >= 0;
  }

  void leaseLost() {
    leaseLost = true;
  }

  long extendAt() {
    return extendAt;
  }

  /** Asks SQS for more time; when nothing comes of it, the next try is at {@code nextTry}. */
  void extending(long nextTry) {
    extending = true;
    extendAt = nextTry;
  }

  void extensionEnded() {
    extending = false;
    if (afterExtension != null) {
      Runnable next = afterExtension;
      afterExtension = null;
      next.run();
    }
  }

  /** Keeps an extension that is on its way from overtaking what the message is to become. */
  void whenNotExtending(Runnable next) {
    if (extending) {
      afterExtension = next;
    } else {
      next.run();
    }
  }

  /** For how long the message is to be hidden when it is given back. */
  int visibilitySeconds() {
    return visibilitySeconds;
  }

  void giveBackAfter(int seconds) {
    visibilitySeconds = seconds;
  }

  int failures() {
    return failures;
  }

  long retryAt() {
    return retryAt;
  }

  void failedUntil(long nextTry) {
    failures++;
    retryAt = nextTry;
  }
}
