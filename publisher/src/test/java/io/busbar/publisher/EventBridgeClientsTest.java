// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

class EventBridgeClientsTest {

  @Test
  void completesAllCallsOnOneThreadAndRetriesNone() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (StubEndpoint stub = new StubEndpoint();
        EventBridgeAsyncClient client = client(stub.uri())) {
      List<CompletableFuture<PutEventsResponse>> calls =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      client
                          .putEvents(request -> request.entries(List.of()))
                          .whenComplete((r, f) -> threads.add(Thread.currentThread().getName())))
              .toList();

      calls.forEach(call -> assertThat(call).failsWithin(Duration.ofSeconds(30)));

      assertThat(stub.requests()).hasSize(20);
      assertThat(threads)
          .hasSize(1)
          .allMatch(name -> name.startsWith("aws-java-sdk-NettyEventLoop"));
    }
  }

  private static EventBridgeAsyncClient client(URI endpoint) {
    return EventBridgeClients.builder()
        .endpoint(endpoint)
        .region(Region.EU_WEST_1)
        .credentials(Clients.CREDENTIALS)
        .build();
  }
}
