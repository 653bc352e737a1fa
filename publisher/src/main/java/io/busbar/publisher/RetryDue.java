// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.util.List;

/** Events that failed together and whose delay is over. Identity matters, so it is not a record. */
final class RetryDue extends Mail {
  private final List<Pending> events;

  RetryDue(List<Pending> events) {
    this.events = events;
  }

  List<Pending> events() {
    return events;
  }
}
