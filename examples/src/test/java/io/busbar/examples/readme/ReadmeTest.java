// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import io.busbar.core.runtime.Busbar;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxDataSource;
import io.busbar.publisher.EventBridgeClients;
import io.busbar.publisher.EventBridgePublisher;
import io.busbar.publisher.EventBridgeTransport;
import io.busbar.testkit.Account;
import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Runs the README's code on real clients. */
class ReadmeTest {
  private static final Logger log = LoggerFactory.getLogger(ReadmeTest.class);
  private static final String ACCOUNT = "101010101010";
  private final LocalAws aws = LocalAws.start();
  private final Account account = aws.organization().account(ACCOUNT);
  private final Queue announcements = account.queue("announcements");
  private final StaticCredentialsProvider credentials =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "secret"));
  private final EventBridgeAsyncClient eventBridge =
      EventBridgeClients.builder()
          .region(Region.US_EAST_1)
          .credentials(credentials)
          .endpoint(aws.endpoint())
          .build();
  private final SqsAsyncClient sqs =
      SqsAsyncClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(credentials)
          .endpointOverride(aws.endpoint())
          .build();

  @BeforeEach
  void route() {
    account
        .bus("central-bus")
        .rule("payments")
        .pattern("{\"detail-type\":[\"Payment Processed\"]}")
        .to(account.queue("subscription"));
    account
        .bus("central-bus")
        .rule("activations")
        .pattern("{\"detail-type\":[\"Subscription Activated\"]}")
        .to(announcements);
    account.queue("dead");
  }

  @AfterEach
  void close() {
    aws.close();
    closeLater(eventBridge);
    closeLater(sqs);
  }

  /** Netty waits two seconds for stragglers; nobody has to wait with it. */
  private static void closeLater(SdkAutoCloseable client) {
    new Thread(client::close, "closing").start();
  }

  @Test
  void publishesAndHandles() {
    String queueUrl =
        sqs.getQueueUrl(request -> request.queueName("subscription")).join().queueUrl();
    String deadLetterQueueUrl =
        sqs.getQueueUrl(request -> request.queueName("dead")).join().queueUrl();

    Busbar busbar =
        Busbar.builder()
            .service("subscription")
            .publisher(EventBridgePublisher.builder(eventBridge, "central-bus"))
            .handlers(new Subscriptions())
            .container(
                SqsEventContainer.builder(sqs, queueUrl).deadLetterQueueUrl(deadLetterQueueUrl))
            .build();
    busbar.start();

    try (busbar) {
      assertThat(publish(busbar.publisher())).isInstanceOf(PublishResult.Accepted.class);
      await().until(() -> announcements.counts().total() == 1);
      aws.close(); // It answers the open long poll, for which the container would wait otherwise.
    }
  }

  private static PublishResult publish(EventPublisher publisher) {
    PublishResult result =
        publisher.publish(new PaymentProcessed("upg-1", "user-1", new BigDecimal("9.99")));
    if (result instanceof PublishResult.Rejected rejected) {
      log.error("{}: {} {}", rejected.code(), rejected.message(), rejected.remedy().advice());
    }
    return result;
  }

  @Test
  void publishesWithTheTransaction() throws SQLException {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1", "sa", "");
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE subscriptions (user_id VARCHAR(64))");
    }

    DataSource dataSource = OutboxDataSource.wrap(pool);
    Busbar busbar =
        Busbar.builder()
            .service("subscription")
            .outbox(
                Outbox.builder(dataSource, EventBridgeTransport.of(eventBridge), "central-bus")
                    .createSchema())
            .build();
    busbar.start();

    try (busbar) {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        insertSubscription(connection, "user-1");
        busbar.publisher().publish(new SubscriptionActivated("upg-1", "user-1"));
        connection.commit(); // row and event, or neither
      }
      await().until(() -> announcements.counts().total() == 1);
    }
    pool.dispose();
  }

  private static void insertSubscription(Connection connection, String userId) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO subscriptions VALUES ('" + userId + "')");
    }
  }
}
