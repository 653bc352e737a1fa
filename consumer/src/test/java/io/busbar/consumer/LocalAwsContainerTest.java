// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.testkit.aws.LocalAws;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** The suite on the testkit's endpoint, with the non-blocking client. */
class LocalAwsContainerTest extends SqsEventContainerSuite {
  private static LocalAws aws;
  private static SqsAsyncClient client;

  @BeforeAll
  static void startServer() {
    aws = LocalAws.start();
    client =
        SqsAsyncClient.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .build();
  }

  @AfterAll
  static void stopServer() {
    client.close();
    aws.close();
  }

  @Override
  URI endpoint() {
    return aws.endpoint();
  }

  @Override
  SqsEventContainerBuilder builder(String queueUrl) {
    return SqsEventContainer.builder(client, queueUrl);
  }
}
