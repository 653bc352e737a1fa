// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.require;

/**
 * The limits of the bus that a publisher speaks to. AWS moves them (PutEvents went from 256 KB to 1
 * MB in January 2026), so they are a value and can be overridden.
 *
 * @param maxEntries entries of one request (PutEvents API: 10)
 * @param maxRequestBytes the sum of the entries' sizes must stay below it (PutEvents API:
 *     1,048,576)
 * @param maxResourceLength characters of one resource (PutEvents API: 2,048)
 */
public record ServiceLimits(int maxEntries, int maxRequestBytes, int maxResourceLength) {

  /** What EventBridge documents today. */
  public static final ServiceLimits EVENTBRIDGE = new ServiceLimits(10, 1_048_576, 2_048);

  public ServiceLimits {
    require(
        maxEntries >= 1,
        "A request must take at least one entry, but the limit was %d.",
        maxEntries);
    require(
        maxRequestBytes >= 1,
        "A request must take at least one byte, but the limit was %d.",
        maxRequestBytes);
  }
}
