// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.starter;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * The plain application with the two clients of AWS's SDK that Busbar needs as well, which ask for
 * the same bus and queues: what the start costs anyone who publishes and receives.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SdkApplication {

  /** Uses the database and both clients. */
  record Orders(JdbcTemplate jdbc, SqsAsyncClient sqs, EventBridgeAsyncClient eventBridge) {}

  @Bean
  SqsAsyncClient sqs(
      @Value("${busbar.aws.endpoint}") URI endpoint, @Value("${busbar.aws.region}") String region) {
    return SqsAsyncClient.builder().endpointOverride(endpoint).region(Region.of(region)).build();
  }

  @Bean
  EventBridgeAsyncClient eventBridge(
      @Value("${busbar.aws.endpoint}") URI endpoint, @Value("${busbar.aws.region}") String region) {
    return EventBridgeAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .build();
  }

  @Bean
  Orders orders(JdbcTemplate jdbc, SqsAsyncClient sqs, EventBridgeAsyncClient eventBridge) {
    var bus = eventBridge.describeEventBus(request -> request.name("central-bus")).join();
    var queue = sqs.getQueueUrl(request -> request.queueName("orders")).join();
    var dead = sqs.getQueueUrl(request -> request.queueName("orders-dead")).join();
    if (bus.arn() == null || queue.queueUrl().equals(dead.queueUrl())) {
      throw new IllegalStateException("The bus or the queues are not there.");
    }
    return new Orders(jdbc, sqs, eventBridge);
  }

  public static void main(String[] arguments) {
    Start.measured(SdkApplication.class);
  }
}
