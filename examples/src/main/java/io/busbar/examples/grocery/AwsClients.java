// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.publisher.EventBridgeClients;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Real AWS clients with the credentials of one account, speaking to an endpoint. LocalAws reads the account from the access key. */
final class AwsClients implements AutoCloseable {
  private final EventBridgeAsyncClient eventBridge;
  private final SqsAsyncClient sqs;

  AwsClients(URI endpoint, Account account) {
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(account.id(), "secret"));
    Region region = Region.of(Account.REGION);
    this.eventBridge = EventBridgeClients.builder().region(region).credentials(credentials).endpoint(endpoint).build();
    this.sqs = SqsAsyncClient.builder().region(region).credentialsProvider(credentials).endpointOverride(endpoint).build();
  }

  EventBridgeAsyncClient eventBridge() {
    return eventBridge;
  }

  SqsAsyncClient sqs() {
    return sqs;
  }

  @Override
  public void close() {
    eventBridge.close();
    sqs.close();
  }
}
