// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import io.busbar.core.EventType;

/** It is time to try the payment once more. */
@EventType(source = "grocer.subscription", name = "Payment Retry Requested")
public record PaymentRetryRequested(String upgradeId, String userId, String planId, int attempt) {}
