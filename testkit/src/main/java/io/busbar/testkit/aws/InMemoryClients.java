// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.Account;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.VirtualClock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Clients of the AWS SDK for Java 2 whose requests an organization in memory answers, without a
 * socket: the same answers as from {@link LocalAws}, at a fraction of its cost, and on the caller's
 * thread.
 *
 * <pre>{@code
 * InMemoryClients clients = InMemoryClients.of(aws.account("999999999999"));
 * EventBridgeClient events = clients.build(EventBridgeClient.builder());
 * SqsAsyncClient queues = clients.build(SqsAsyncClient.builder());
 * }</pre>
 *
 * <p>On a {@link VirtualClock} a long poll that finds nothing moves the time: to when a message
 * arrives, at most by its wait. So {@code receiveMessage} returns at once, with messages or
 * without, whether it is called on a sync or an async client. For a loop that polls on a thread of
 * its own that would be a race through time; see {@link #waitingForTheClock}. On the machine's
 * clock a long poll waits for real, and ends as soon as a message arrives.
 *
 * <p>The SDK's own retries back off in real time. A test that lets requests fail is faster with a
 * client that does not retry.
 *
 * <p>Thread-safe, and so are the clients. It starts no thread and needs no closing; a client that
 * is closed ends its open polls. Needs the SDK on the class path; the testkit does not bring it.
 */
public final class InMemoryClients {
  private final Region region;
  private final AwsProtocol protocol;
  private final @Nullable VirtualClock moved;

  private InMemoryClients(Region region, AwsProtocol protocol, @Nullable VirtualClock moved) {
    this.region = region;
    this.protocol = protocol;
    this.moved = moved;
  }

  /** Clients of this account, in the organization's default Region. */
  public static InMemoryClients of(Account account) {
    return of(account.region());
  }

  /** Clients of this account in this Region. */
  public static InMemoryClients of(Region region) {
    InMemoryOrganization organization = region.account().organization();
    VirtualClock clock = organization.time() instanceof VirtualClock virtual ? virtual : null;
    return new InMemoryClients(region, AwsProtocol.of(organization), clock);
  }

  /**
   * The same, but a long poll never moves a {@link VirtualClock}: it stays open until a message
   * arrives or the test has moved the time. For consumers with threads of their own; a test that
   * polls by itself would wait for itself for ever.
   */
  public InMemoryClients waitingForTheClock() {
    return new InMemoryClients(region, protocol, null);
  }

  /**
   * Builds a client of this account and Region. All else is as in {@code builder}; an endpoint
   * changes nothing but the URLs of queues.
   */
  public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder) {
    return mine(builder).httpClientBuilder(defaults -> httpClient()).build();
  }

  /** As the other, for an async client. */
  public <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder) {
    return mine(builder).httpClientBuilder(defaults -> asyncHttpClient()).build();
  }

  /**
   * The HTTP client alone, for whoever builds clients elsewhere. The account is then the access key
   * id of their credentials, when that is twelve digits, else 123456789012; and the Region is
   * theirs.
   */
  public SdkHttpClient httpClient() {
    return new InMemoryHttpClient(new InProcessCalls(protocol, moved));
  }

  /** As {@link #httpClient()}, for async clients. */
  public SdkAsyncHttpClient asyncHttpClient() {
    return new InMemoryAsyncHttpClient(new InProcessCalls(protocol, moved));
  }

  private <B extends AwsClientBuilder<B, ?>> B mine(B builder) {
    String account = region.account().id();
    return builder
        .region(software.amazon.awssdk.regions.Region.of(region.name()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "in-memory")));
  }
}
