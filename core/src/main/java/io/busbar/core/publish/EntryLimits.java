// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.InvalidEventException;
import io.busbar.core.ServiceLimits;

/** What EventBridge would refuse of an entry for its size, found before it is sent or stored. */
final class EntryLimits {
  private static final int SHOWN = 40;

  private EntryLimits() {}

  static void check(Entry entry, ServiceLimits limits) {
    int size = entry.size();
    if (size >= limits.maxRequestBytes()) {
      throw new InvalidEventException("EntryTooLarge", tooLarge(entry, size, limits));
    }
    for (String resource : entry.resources()) {
      if (resource.length() > limits.maxResourceLength()) {
        throw new InvalidEventException("InvalidArgument", tooLong(entry, resource, limits));
      }
    }
  }

  private static String tooLarge(Entry entry, int size, ServiceLimits limits) {
    return String.format(
        "The event %s has %d bytes, and a request to EventBridge must have less than %d. The largest"
            + " members of its detail are %s. Store what is large elsewhere, and publish a"
            + " reference to it.",
        entry.name(),
        size,
        limits.maxRequestBytes(),
        String.join(", ", LargestMembers.of(entry.detail())));
  }

  private static String tooLong(Entry entry, String resource, ServiceLimits limits) {
    return String.format(
        "The event %s has a resource '%s…' of %d characters, and EventBridge takes %d. Resources are"
            + " ARNs; put what is longer into the detail.",
        entry.name(),
        resource.substring(0, Math.min(SHOWN, resource.length())),
        resource.length(),
        limits.maxResourceLength());
  }
}
