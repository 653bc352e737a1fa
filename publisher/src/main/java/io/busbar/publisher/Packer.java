// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.ServiceLimits;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Fills requests from the head of a queue, by count and by bytes, never out of order. */
final class Packer {
  private Packer() {}

  /**
   * Takes the events of the next request off the queue.
   *
   * @param waiting each event by itself fits into a request
   * @return at least one, if there is one
   */
  static List<Pending> next(Deque<Pending> waiting, ServiceLimits limits) {
    List<Pending> packed = new ArrayList<>(limits.maxEntries());
    long bytes = 0;
    Pending head = waiting.peek();
    while (head != null && packed.size() < limits.maxEntries()) {
      bytes += head.size();
      if (bytes >= limits.maxRequestBytes() && !packed.isEmpty()) {
        break;
      }
      packed.add(waiting.remove());
      head = waiting.peek();
    }
    return packed;
  }
}
