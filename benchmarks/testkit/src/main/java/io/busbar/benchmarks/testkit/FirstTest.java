// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.published;

import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.Bus;
import io.busbar.testkit.scenario.TestWorld;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The test of docs/testing.md as {@code @BusbarTest} runs it, without JUnit's own start: in a cold
 * JVM, then some more. Prints the time of the first and the median of the next twenty.
 */
public final class FirstTest {
  private static final int NEXT = 20;

  private FirstTest() {}

  @EventType(source = "grocer.customer-web", name = "Subscription Upgrade Requested")
  record UpgradeRequested(String upgradeId, String userId, String planId) {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String upgradeId) {}

  /** Charges. */
  public static final class PaymentHandlers {
    @EventHandler
    PaymentProcessed on(UpgradeRequested event) {
      return new PaymentProcessed(event.upgradeId());
    }
  }

  public static void main(String[] arguments) {
    double first = test(1);
    double[] next = DoubleStream.generate(() -> test(2)).limit(NEXT).sorted().toArray();
    System.out.printf(Locale.ROOT, "%.3f %.3f%n", first, next[NEXT / 2]);
  }

  private static double test(long seed) {
    long start = System.nanoTime();
    TestWorld world = TestWorld.of(seed);
    var aws = world.organization();
    Bus bus = aws.account("121212121212").bus("central-bus");
    bus.rule("payments")
        .pattern("{\"source\":[\"grocer.customer-web\"]}")
        .to(aws.account("999999999999").queue("payments"));
    var unused = aws.handlers("payments", new PaymentHandlers());
    world
        .scenario()
        .when(published(new UpgradeRequested("upg-1", "user-1", "plus")))
        .untilQuiescent()
        .then(
            handled(PaymentHandlers.class).once(),
            published(PaymentProcessed.class).causedBy(UpgradeRequested.class),
            noDeadLetters());
    return (System.nanoTime() - start) / 1e6;
  }
}
