// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.InvalidEventException;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;

/** What EventBridge would refuse for its size, found before it is stored. */
final class Refusals {
  private static final int SHOWN = 40;

  private Refusals() {}

  static void check(Entry entry, ServiceLimits limits) {
    if (entry.size() >= limits.maxRequestBytes()) {
      throw new InvalidEventException(
          "EntryTooLarge",
          String.format(
              "The event %s has %d bytes, and a request to EventBridge must have less than %d. "
                  + "Store what is large elsewhere, and publish a reference to it.",
              entry.name(), entry.size(), limits.maxRequestBytes()));
    }
    for (String resource : entry.resources()) {
      if (resource.length() > limits.maxResourceLength()) {
        throw new InvalidEventException(
            "InvalidArgument",
            String.format(
                "The event %s has a resource '%s…' of %d characters, and EventBridge takes %d. "
                    + "Resources are ARNs; put what is longer into the detail.",
                entry.name(),
                resource.substring(0, SHOWN),
                resource.length(),
                limits.maxResourceLength()));
      }
    }
  }
}
