// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import io.busbar.core.EventType;
import java.time.Duration;

/** The customer could not be charged. */
@EventType(source = "grocer.payment", name = "Payment Failed")
public record PaymentFailed(
    String upgradeId, String userId, String planId, String reason, int attempt, Duration retryAfter)
    implements PaymentOutcome {}
