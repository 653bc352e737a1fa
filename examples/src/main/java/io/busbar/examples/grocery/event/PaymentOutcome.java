// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

/** What a charge came to. A failed payment is an event like a successful one, not an exception. */
public sealed interface PaymentOutcome permits PaymentProcessed, PaymentFailed {
  String upgradeId();
}
