// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The suite on ElasticMQ, with the blocking client. */
class ElasticMqContainerTest extends SqsEventContainerSuite {
  private static SQSRestServer server;
  private static URI endpoint;
  private static SqsClient client;

  @BeforeAll
  static void startServer() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    endpoint = URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    client = client(endpoint).build();
  }

  @AfterAll
  static void stopServer() {
    client.close();
    server.stopAndWait();
  }

  @Override
  URI endpoint() {
    return endpoint;
  }

  @Override
  SqsEventContainerBuilder builder(String queueUrl) {
    return SqsEventContainer.builder(client, queueUrl);
  }
}
