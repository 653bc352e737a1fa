// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.cache.replica.FanOut;
import io.busbar.cache.replica.ReplicaCache;
import io.busbar.cache.replica.SubscriptionCache;
import io.busbar.cache.replica.Version;
import io.busbar.cache.replica.Versioned;
import io.busbar.core.EventEnvelope;
import io.busbar.examples.grocery.event.SubscriptionActivated;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a service knows of members from events: a cache to read, and a table from which a restarted
 * service fills it again, so that it never has to call the subscription service.
 */
final class Members {
  static final String TABLE =
      "members (user_id VARCHAR(64) PRIMARY KEY, subscription_id VARCHAR(64), plan VARCHAR(64), plan_name VARCHAR(64), features VARCHAR(400), version BIGINT, event_id VARCHAR(40))";

  private static final String PRIORITY = "priority_delivery";
  private final SubscriptionCache subscriptions =
      SubscriptionCache.of(
          ReplicaCache.<String, io.busbar.cache.replica.Subscription>builder(
                  "subscriptions", FanOut.QUEUE_PER_INSTANCE)
              .maximumSize(100_000)
              .build());

  /** Knows what the service knew when it stopped. */
  Members(Database database) {
    try (Connection connection = database.dataSource().getConnection()) {
      subscriptions.replica().load(rows(connection).stream());
    } catch (SQLException failed) {
      throw new IllegalStateException("The members cannot be read from the database.", failed);
    }
  }

  boolean hasPriority(String userId) {
    return subscriptions.hasFeature(userId, PRIORITY);
  }

  /**
   * Until the transaction ends, nobody else can learn about this customer, or ask within a lock.
   */
  void lock(Connection connection, String userId) throws SQLException {
    Database.insertIfAbsent(connection, "INSERT INTO members (user_id) VALUES (?)", userId);
    Database.exists(connection, "SELECT 1 FROM members WHERE user_id = ? FOR UPDATE", userId);
  }

  /**
   * Takes an event, for the table and for the cache; so the cache's own handlers are not
   * registered. If the transaction fails, the cache only knows the truth a little early.
   */
  void learn(Connection connection, EventEnvelope<SubscriptionActivated> event)
      throws SQLException {
    SubscriptionActivated activated = event.detail();
    Version version = Version.of(event.metadata());
    var subscription =
        new io.busbar.cache.replica.Subscription(
            activated.userId(),
            activated.subscriptionId(),
            activated.plan().id(),
            activated.plan().name(),
            activated.plan().features());
    lock(connection, activated.userId());
    Database.update(
        connection,
        "UPDATE members SET subscription_id = ?, plan = ?, plan_name = ?, features = ?, version = ?, event_id = ? WHERE user_id = ? AND (version IS NULL OR version <= ?)",
        subscription.subscriptionId(),
        subscription.planId(),
        subscription.planName(),
        String.join(",", subscription.features()),
        version.number(),
        version.tieBreak(),
        subscription.userId(),
        version.number());
    subscriptions.replica().apply(subscription.userId(), version, subscription);
  }

  private static List<Map.Entry<String, Versioned<io.busbar.cache.replica.Subscription>>> rows(
      Connection connection) throws SQLException {
    List<Map.Entry<String, Versioned<io.busbar.cache.replica.Subscription>>> all =
        new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT * FROM members WHERE version IS NOT NULL");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        var subscription =
            new io.busbar.cache.replica.Subscription(
                row.getString("user_id"),
                row.getString("subscription_id"),
                row.getString("plan"),
                row.getString("plan_name"),
                List.of(row.getString("features").split(",")));
        Version version = new Version(row.getLong("version"), row.getString("event_id"));
        all.add(Map.entry(subscription.userId(), Versioned.of(version, subscription)));
      }
    }
    return all;
  }
}
