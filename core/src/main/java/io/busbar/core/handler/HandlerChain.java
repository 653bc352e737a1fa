// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands inside of an interceptor: further interceptors, then the handler. Built once for each
 * handler; thread-safe.
 */
public final class HandlerChain {
  private final HandlerInterceptor interceptor;
  private final @Nullable HandlerChain next;

  private HandlerChain(HandlerInterceptor interceptor, @Nullable HandlerChain next) {
    this.interceptor = interceptor;
    this.next = next;
  }

  /**
   * Sorts by slot, keeping the order within a slot, and links; the last one is the handler itself.
   */
  static HandlerChain of(List<HandlerInterceptor> interceptors) {
    List<HandlerInterceptor> sorted = new ArrayList<>(interceptors);
    sorted.sort(Comparator.comparing(HandlerInterceptor::slot));
    HandlerChain chain = null;
    for (int i = sorted.size() - 1; i >= 0; i--) {
      chain = new HandlerChain(sorted.get(i), chain);
    }
    if (chain == null) {
      throw new IllegalArgumentException("A chain needs at least the handler.");
    }
    return chain;
  }

  /** Runs what stands inside. */
  public Completion proceed(HandlerContext context) {
    return interceptor.intercept(context, next == null ? this : next);
  }

  /** Slot and description of each, from the outside to the inside. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (HandlerChain link = this; link != null; link = link.next) {
      lines.add(link.interceptor.slot() + " " + link.interceptor.describe());
    }
    return lines;
  }
}
