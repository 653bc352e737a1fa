// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.Retry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler that remembers what it has begun and ended, and does what the test says. */
final class Orders {

  /** What the test wants to happen when an order is placed. */
  interface Work {
    void on(OrderPlaced event, HandlerContext context) throws Exception;
  }

  private final Work work;
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();

  private Orders(Work work) {
    this.work = work;
  }

  static Orders accepting() {
    return new Orders((event, context) -> {});
  }

  static Orders doing(Work work) {
    return new Orders(work);
  }

  @EventHandler(id = "orders")
  @Retry(maxAttempts = 3, baseDelay = "PT0S", maxDelay = "PT0S")
  void on(OrderPlaced event, HandlerContext context) throws Exception {
    begun.add(event.orderId());
    work.on(event, context);
    ended.add(event.orderId());
  }

  List<String> begun() {
    return List.copyOf(begun);
  }

  List<String> ended() {
    return List.copyOf(ended);
  }
}
