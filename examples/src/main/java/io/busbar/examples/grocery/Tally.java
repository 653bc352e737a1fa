// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.util.Set;

/** What the databases of the platform say about a run: the figures of the demo's last line. */
record Tally(
    int upgrades,
    int charged,
    int activated,
    int rejected,
    int reserved,
    int shown,
    int highPriorityOrders,
    int duplicateEffects,
    int orders,
    int orderVersions,
    int outboxEntries) {

  static Tally of(GroceryPlatform platform, Set<String> sampleOrders) {
    Database payment = platform.database(Account.PAYMENT);
    Database subscription = platform.database(Account.SUBSCRIPTION);
    Database inventory = platform.database(Account.INVENTORY);
    Database orders = platform.database(Account.ORDER_PROCESSING);
    Database web = platform.database(Account.CUSTOMER_WEB);
    int duplicates =
        duplicates(payment, "charges", "upgrade_id")
            + duplicates(subscription, "subscriptions", "upgrade_id")
            + duplicates(inventory, "reservations", "upgrade_id")
            + duplicates(orders, "orders", "order_id")
            + duplicates(web, "shown", "upgrade_id");
    return new Tally(
        web.count("SELECT COUNT(*) FROM wishes"),
        payment.count("SELECT COUNT(DISTINCT upgrade_id) FROM charges"),
        subscription.count("SELECT COUNT(*) FROM upgrades WHERE status = 'ACTIVE'"),
        subscription.count("SELECT COUNT(*) FROM upgrades WHERE status = 'REJECTED'"),
        inventory.count("SELECT COUNT(DISTINCT upgrade_id) FROM reservations"),
        web.count("SELECT COUNT(DISTINCT upgrade_id) FROM shown"),
        orders.count("SELECT COUNT(DISTINCT order_id) FROM orders WHERE priority = 'HIGH'"),
        duplicates,
        orders.count("SELECT COUNT(DISTINCT order_id) FROM orders"),
        (int)
            orders.column("SELECT DISTINCT order_id FROM orders").stream()
                .filter(sampleOrders::contains)
                .count(),
        outboxEntries(payment, subscription, inventory, orders, web));
  }

  private static int duplicates(Database database, String table, String key) {
    return database.count("SELECT COUNT(*) - COUNT(DISTINCT " + key + ") FROM " + table);
  }

  private static int outboxEntries(Database... databases) {
    int entries = 0;
    for (Database database : databases) {
      entries += database.count("SELECT COUNT(*) FROM outbox");
    }
    return entries;
  }
}
