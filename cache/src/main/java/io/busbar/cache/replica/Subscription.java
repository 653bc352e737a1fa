// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import java.util.List;

/**
 * What a customer has subscribed to.
 *
 * @param features as in {@code priority_delivery}
 */
public record Subscription(
    String userId, String subscriptionId, String planId, String planName, List<String> features) {

  public Subscription {
    features = List.copyOf(features);
  }
}
