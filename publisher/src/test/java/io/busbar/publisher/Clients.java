// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Transports on real SDK clients, one of each kind, against an endpoint on loopback. */
enum Clients {
  /** As {@link EventBridgeClients} builds it. */
  ASYNC {
    @Override
    Open open(URI endpoint, Duration timeout) {
      EventBridgeAsyncClient client =
          EventBridgeClients.builder()
              .endpoint(endpoint)
              .region(Region.EU_WEST_1)
              .credentials(CREDENTIALS)
              .requestTimeout(timeout)
              .build();
      return new Open(client, EventBridgeTransport.of(client));
    }
  },
  /** A user's own, with the SDK's retries off. */
  SYNC {
    @Override
    Open open(URI endpoint, Duration timeout) {
      EventBridgeClient client =
          EventBridgeClient.builder()
              .endpointOverride(endpoint)
              .region(Region.EU_WEST_1)
              .credentialsProvider(CREDENTIALS)
              .overrideConfiguration(all -> all.retryStrategy(none -> none.maxAttempts(1)))
              .build();
      return new Open(client, EventBridgeTransport.builder(client).requestTimeout(timeout).build());
    }
  };

  /** The account, by the key, and no secret of anybody. */
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("111111111111", "test"));

  /** A transport and the client that it stands on. */
  record Open(AutoCloseable client, EventBridgeTransport transport) implements AutoCloseable {
    @Override
    public void close() {
      transport.close();
      try {
        client.close();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  /** Opens a transport with a time-out that no healthy test reaches. */
  Open open(URI endpoint) {
    return open(endpoint, Duration.ofSeconds(20));
  }

  abstract Open open(URI endpoint, Duration timeout);
}
