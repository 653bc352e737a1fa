// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;

class TargetItemTest extends ClientTest {
  private final EventBridgeClient events = clients.eventBridge(ACCOUNT);

  @BeforeEach
  void putRule() {
    events.putRule(to -> to.name("orders").eventPattern("{\"source\":[\"shop\"]}"));
  }

  @Test
  void showsTargetsAsTheyWerePut() {
    Target target =
        target()
            .roleArn("arn:aws:iam::999999999999:role/r")
            .inputTransformer(
                shape ->
                    shape.inputPathsMap(Map.of("id", "$.detail.id")).inputTemplate("{\"v\":<id>}"))
            .retryPolicy(retry -> retry.maximumRetryAttempts(2).maximumEventAgeInSeconds(7200))
            .deadLetterConfig(dead -> dead.arn(queue.arn() + "-dlq"))
            .sqsParameters(fifo -> fifo.messageGroupId("g"))
            .build();
    put(target);
    assertThat(events.listTargetsByRule(to -> to.rule("orders")).targets()).containsExactly(target);

    Target path = target().inputPath("$.detail").build();
    put(path);
    assertThat(events.listTargetsByRule(to -> to.rule("orders")).targets()).containsExactly(path);

    Target constant = target().input("{}").build();
    put(constant);
    assertThat(events.listTargetsByRule(to -> to.rule("orders")).targets())
        .containsExactly(constant);
  }

  @Test
  void shapesWhatIsDelivered() {
    put(target().inputPath("$.detail").build());

    PutEventsRequestEntry event =
        PutEventsRequestEntry.builder()
            .source("shop")
            .detailType("t")
            .detail("{\"id\": 1}")
            .build();
    events.putEvents(to -> to.entries(event));

    assertThat(queue.receive(1).get(0).body()).isEqualTo("{\"id\":1}");
  }

  @Test
  void refusesWhatEventBridgeRefuses() {
    assertRefuses(
        () -> put(target().input("{}").inputPath("$").build()),
        "ValidationException",
        "Only one of Input, InputPath, or InputTransformer must be provided for target t.");
    assertRefuses(
        () -> put(target().retryPolicy(retry -> retry.maximumRetryAttempts(186)).build()),
        "ValidationException",
        "1 validation error detected: Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185");
    assertRefuses(
        () -> put(target().build(), target().build()),
        "ValidationException",
        "Parameter targets is not valid. Reason: More than one target with Id 't' is provided.");
  }

  private void put(Target... targets) {
    assertThat(events.putTargets(to -> to.rule("orders").targets(targets)).failedEntryCount())
        .isZero();
  }

  private Target.Builder target() {
    return Target.builder().id("t").arn(queue.arn());
  }
}
