// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.readme;

import io.busbar.core.EventType;
import java.math.BigDecimal;

@EventType(source = "grocer.payment", name = "Payment Processed", version = 1)
record PaymentProcessed(String upgradeId, String userId, BigDecimal amount) {}
