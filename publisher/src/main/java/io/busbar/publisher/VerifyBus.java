// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

/**
 * What to do at the start about a bus that does not exist. EventBridge answers for a missing bus as
 * for any other, with an event id, and drops the event; nothing but asking beforehand shows it.
 */
public enum VerifyBus {
  /**
   * The publisher is not built. Only when EventBridge says that the bus is missing: when it cannot
   * be asked (no permission {@code events:DescribeEventBus}, no network), a warning is logged.
   */
  FAIL,
  /** A warning is logged, and the publisher is built. */
  WARN,
  /** EventBridge is not asked. */
  OFF
}
