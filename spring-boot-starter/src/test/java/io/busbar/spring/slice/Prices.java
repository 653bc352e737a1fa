// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring.slice;

/** What a handler needs that has none itself. */
public interface Prices {
  int of(String orderId);
}
