// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.publisher.EventBridgeClients;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Real AWS clients: with the credentials of one account, speaking to an endpoint (LocalAws reads
 * the account from the access key), or with what the environment says.
 */
final class AwsClients implements AutoCloseable {
  private final EventBridgeAsyncClient eventBridge;
  private final SqsAsyncClient sqs;

  private AwsClients(EventBridgeAsyncClient eventBridge, SqsAsyncClient sqs) {
    this.eventBridge = eventBridge;
    this.sqs = sqs;
  }

  /** With credentials, Region and endpoints as the SDK finds them. */
  static AwsClients ofEnvironment() {
    return new AwsClients(EventBridgeClients.builder().build(), SqsAsyncClient.create());
  }

  AwsClients(URI endpoint, Account account) {
    var credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(account.id(), "secret"));
    Region region = Region.of(Account.REGION);
    this.eventBridge =
        EventBridgeClients.builder()
            .region(region)
            .credentials(credentials)
            .endpoint(endpoint)
            .build();
    this.sqs =
        SqsAsyncClient.builder()
            .region(region)
            .credentialsProvider(credentials)
            .endpointOverride(endpoint)
            .build();
  }

  EventBridgeAsyncClient eventBridge() {
    return eventBridge;
  }

  SqsAsyncClient sqs() {
    return sqs;
  }

  /** Closes both at the same time: each waits two seconds for stragglers, as Netty does. */
  @Override
  public void close() {
    closeAll(List.of(eventBridge, sqs));
  }

  /** Closes the clients of all accounts at the same time. */
  static void closeAll(Collection<AwsClients> clients) {
    closeAll(
        clients.stream()
            .<SdkAutoCloseable>mapMulti(
                (each, all) -> {
                  all.accept(each.eventBridge);
                  all.accept(each.sqs);
                })
            .toList());
  }

  private static void closeAll(List<SdkAutoCloseable> clients) {
    List<Thread> closing =
        clients.stream().map(client -> new Thread(client::close, "closing")).toList();
    closing.forEach(Thread::start);
    closing.forEach(AwsClients::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
