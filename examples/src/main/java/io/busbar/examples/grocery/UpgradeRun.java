// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets customers upgrade and order until everything has happened, or nothing happens any more. */
final class UpgradeRun {
  private static final int VERSIONS = 7;
  private static final int PATIENCE = 120;
  private final GroceryPlatform platform;
  private final int upgrades;
  private final PrintStream out;
  private final Map<String, byte[]> sampleOrders = new LinkedHashMap<>();

  UpgradeRun(GroceryPlatform platform, int upgrades, PrintStream out) throws IOException {
    this.platform = platform;
    this.upgrades = upgrades;
    this.out = out;
    for (int version = 1; version <= VERSIONS; version++) {
      byte[] detail = sample("v" + version + ".json");
      JsonNode order = new ObjectMapper().readTree(detail);
      sampleOrders.put(order.path("orderId").textValue(), detail);
    }
  }

  /** Runs to the end and returns what the databases say then. */
  Tally run() throws SQLException, InterruptedException {
    for (Map.Entry<String, byte[]> order : sampleOrders.entrySet()) {
      platform.shop().placeOldOrder(order.getKey(), order.getValue());
    }
    for (int number = 1; number <= upgrades; number++) {
      requestUpgrade(number);
    }
    refuseOneWithoutScope();
    return waitUntilSettled();
  }

  /**
   * Every tenth customer has an order waiting already; it is raised when the subscription becomes
   * active.
   */
  private void requestUpgrade(int number) throws SQLException {
    String userId = "user-" + number;
    platform.identity().grant(userId, Identity.UPGRADE);
    if (number % 10 == 7) {
      platform.shop().placeOrder("ord-" + userId, userId);
    }
    platform
        .observers()
        .traces()
        .click("upgrade", () -> platform.shop().requestUpgrade("upg-" + number, userId));
  }

  private void refuseOneWithoutScope() throws SQLException {
    if (platform.shop().requestUpgrade("upg-guest", "guest")) {
      throw new IllegalStateException(
          "A customer without the scope " + Identity.UPGRADE + " was allowed to upgrade.");
    }
    out.println(
        "  guest has no scope " + Identity.UPGRADE + ": identity says no, and no event is sent");
  }

  private Tally waitUntilSettled() throws SQLException, InterruptedException {
    Tally last = Tally.of(platform, sampleOrders.keySet());
    int withoutNews = 0;
    while (!isSettled(last) && withoutNews < PATIENCE) {
      pause();
      orderForThoseWhoWereAnswered();
      Tally now = Tally.of(platform, sampleOrders.keySet());
      withoutNews = now.equals(last) ? withoutNews + 1 : 0;
      if (!now.equals(last)) {
        out.printf(
            "  charged %d, activated %d, rejected %d, shown %d, orders %d%n",
            now.charged(), now.activated(), now.rejected(), now.shown(), now.orders());
      }
      last = now;
    }
    return last;
  }

  /** A customer orders after the shop has shown what became of the upgrade. */
  private void orderForThoseWhoWereAnswered() throws SQLException {
    for (String userId :
        platform
            .database(Account.CUSTOMER_WEB)
            .column(
                "SELECT user_id FROM shown WHERE 'ord-' || user_id NOT IN (SELECT order_id FROM"
                    + " placed)")) {
      platform.shop().placeOrder("ord-" + userId, userId);
    }
  }

  private boolean isSettled(Tally tally) {
    return tally.shown() == upgrades
        && tally.orders() == upgrades + VERSIONS
        && tally.outboxEntries() == 0
        && platform.waitingMessages() == 0;
  }

  /** What is not where it belongs, dead letters included. */
  int lost(Tally tally) {
    return (upgrades - tally.shown())
        + (upgrades + VERSIONS - tally.orders())
        + platform.deadLetters();
  }

  /** How many upgrades can never be paid. */
  int expectedRejections() {
    int rejections = 0;
    for (int number = 1; number <= upgrades; number++) {
      rejections += PaymentProvider.isNeverPaid(number) ? 1 : 0;
    }
    return rejections;
  }

  private static void pause() throws InterruptedException {
    boolean never = new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS);
    if (never) {
      throw new IllegalStateException("Nobody counts this latch down.");
    }
  }

  private static byte[] sample(String file) throws IOException {
    try (InputStream stream =
        UpgradeRun.class.getResourceAsStream("/events/order-placed/" + file)) {
      if (stream == null) {
        throw new IOException("The sample order " + file + " is not on the class path.");
      }
      return stream.readAllBytes();
    }
  }
}
