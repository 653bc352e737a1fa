// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Clients of the AWS SDK for any account, as a user would build them; closes them. */
final class AwsClients implements AutoCloseable {
  /** A machine that stalls must not make a client send again what has arrived. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Closing one takes two seconds, so all tests of the JVM share it; its threads are daemons. */
  private static final SdkAsyncHttpClient NETTY =
      NettyNioAsyncHttpClient.builder()
          .maxConcurrency(200)
          .connectionAcquisitionTimeout(PATIENCE)
          .connectionTimeout(PATIENCE)
          .readTimeout(PATIENCE)
          .writeTimeout(PATIENCE)
          .build();

  private final URI endpoint;
  private final Deque<SdkAutoCloseable> open = new ArrayDeque<>();

  private AwsClients(URI endpoint) {
    this.endpoint = endpoint;
  }

  static AwsClients of(LocalAws aws) {
    return new AwsClients(aws.endpoint());
  }

  EventBridgeClient eventBridge(String account) {
    return keep(ready(EventBridgeClient.builder(), account).httpClientBuilder(apache()).build());
  }

  EventBridgeAsyncClient eventBridgeAsync(String account) {
    return keep(ready(EventBridgeAsyncClient.builder(), account).httpClient(NETTY).build());
  }

  SqsClient sqs(String account) {
    return keep(ready(SqsClient.builder(), account).httpClientBuilder(apache()).build());
  }

  SqsAsyncClient sqsAsync(String account) {
    return keep(ready(SqsAsyncClient.builder(), account).httpClient(NETTY).build());
  }

  SecretsManagerClient secrets(String account) {
    return keep(ready(SecretsManagerClient.builder(), account).httpClientBuilder(apache()).build());
  }

  SecretsManagerAsyncClient secretsAsync(String account) {
    return keep(ready(SecretsManagerAsyncClient.builder(), account).httpClient(NETTY).build());
  }

  StsClient sts(String account) {
    return keep(ready(StsClient.builder(), account).httpClientBuilder(apache()).build());
  }

  private static Apache5HttpClient.Builder apache() {
    return Apache5HttpClient.builder()
        .connectionAcquisitionTimeout(PATIENCE)
        .connectionTimeout(PATIENCE)
        .socketTimeout(PATIENCE);
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private <B extends AwsClientBuilder<B, ?>> B ready(B builder, String account) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any")))
        .overrideConfiguration(each -> each.retryStrategy(RetryMode.STANDARD));
  }

  private <T extends SdkAutoCloseable> T keep(T client) {
    open.push(client);
    return client;
  }
}
