// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import io.busbar.core.EventType;
import java.math.BigDecimal;

/** The customer has been charged, once for each upgrade. */
@EventType(source = "grocer.payment", name = "Payment Processed")
public record PaymentProcessed(
    String upgradeId, String userId, String planId, BigDecimal amount, String transactionId)
    implements PaymentOutcome {}
