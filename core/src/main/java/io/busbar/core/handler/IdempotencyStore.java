// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventId;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers which handler has handled which event, so that a duplicate does nothing. A claim is
 * fenced: whoever was paused beyond his lease can neither complete nor release what another has
 * claimed since.
 *
 * <p>Implementations are thread-safe and pass {@code IdempotencyStoreContract} of the testkit.
 */
public interface IdempotencyStore {

  /** Tries to become the one who handles the event. An expired claim of another is taken over. */
  ClaimResult claim(Key key, Duration lease);

  /**
   * The handler has succeeded; from now on the event is a duplicate.
   *
   * @return false when the claim was lost meanwhile, and nothing was changed
   */
  boolean complete(Claimed claim);

  /**
   * The handler has failed; the event can be claimed again at once, as the next attempt.
   *
   * @return false when the claim was lost meanwhile, and nothing was changed
   */
  boolean release(Claimed claim);

  /**
   * For how long it is sure to remember. An event that is older could not be recognised as a
   * duplicate, so it is dead-lettered instead of run, unless its handler accepts that ({@link
   * Replays#RUN_AT_ANY_AGE}). Default: empty, it promises nothing, and events of any age are run.
   */
  default Optional<Duration> retention() {
    return Optional.empty();
  }

  /** What a claim is for. */
  record Key(String handlerId, EventId eventId) {}

  /** The answer to a claim. */
  sealed interface ClaimResult permits Claimed, InProgress, Done {}

  /**
   * Go ahead.
   *
   * @param token fences the claim: higher for every later claim of the key
   * @param attempt how often this key has been claimed, this time included
   */
  record Claimed(Key key, long token, int attempt) implements ClaimResult {}

  /** Somebody else is at it; the rest of his lease is the longest that it makes sense to wait. */
  record InProgress(Duration remaining) implements ClaimResult {}

  /** It has been handled. */
  record Done() implements ClaimResult {}
}
