// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.util.Set;

/**
 * How a handler is to be run, as its signature and its annotation say.
 *
 * @param publishes it returns events or has a {@link HandlerContext} to publish by
 * @param asynchronous it returns a {@code CompletionStage}
 * @param batch it takes several events at once
 * @param replays what it does with events from an archive
 * @param accounts that it trusts; empty for all
 * @param limit how many calls of it may run at once
 */
public record HandlerTraits(
    boolean publishes,
    boolean asynchronous,
    boolean batch,
    Replays replays,
    Set<String> accounts,
    RunLimit limit) {
  public HandlerTraits {
    accounts = Set.copyOf(accounts);
  }

  /**
   * What may run at once in this process.
   *
   * @param concurrency calls at once; {@link #UNLIMITED} for as many as the transport brings
   * @param maxEvents that one call of a batch handler gets; 1 for others
   */
  public record RunLimit(int concurrency, int maxEvents) {
    /** No limit but the transport's. */
    public static final int UNLIMITED = 0;
  }
}
