// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
  private final InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue queue = aws.account("101010101010").queue("subscription");
  private final Subscriptions subscriptions = new Subscriptions();

  @Test
  void activatesAfterPayment() {
    bus.rule("payments").pattern("{\"detail-type\":[\"Payment Processed\"]}").to(queue);
    queue.handledBy(aws.account("101010101010").publisher("subscription", bus), subscriptions);

    aws.account("999999999999")
        .publisher("payment", bus)
        .publish(new PaymentProcessed("upg-1", "user-1", new BigDecimal("9.99")));
    aws.runUntilQuiescent();

    assertThat(subscriptions.isActive("user-1")).isTrue();
  }
}
