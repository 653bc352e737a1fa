// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Finds out which rules matched an event in the only way that AWS offers, too: every rule has a
 * queue of its own.
 */
final class RuleProbe {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final EventBridgeAsyncClient hub;
  private final SqsAsyncClient sqs;
  private final Map<String, String> queueUrls = new LinkedHashMap<>();

  private RuleProbe(AwsClients clients) {
    this.hub = clients.eventBridge();
    this.sqs = clients.sqs();
  }

  /**
   * Creates the bus and the rules; a pattern that EventBridge refuses is reported, and the others
   * go on.
   */
  static RuleProbe deploy(AwsClients clients, Map<String, String> patterns, PrintStream out) {
    RuleProbe probe = new RuleProbe(clients);
    probe.hub.createEventBus(bus -> bus.name(Account.CENTRAL_BUS)).join();
    patterns.forEach((rule, pattern) -> probe.deploy(rule, pattern, out));
    return probe;
  }

  List<String> rules() {
    return List.copyOf(queueUrls.keySet());
  }

  boolean busExists(String bus) {
    try {
      hub.describeEventBus(request -> request.name(bus)).join();
      return true;
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof ResourceNotFoundException) {
        return false;
      }
      throw failed;
    }
  }

  /** Event id to the rules that matched it, in the order of the rules. */
  Map<String, List<String>> matches() {
    Map<String, List<String>> matches = new LinkedHashMap<>();
    queueUrls.forEach(
        (rule, url) ->
            drain(url)
                .forEach(id -> matches.computeIfAbsent(id, event -> new ArrayList<>()).add(rule)));
    return matches;
  }

  private void deploy(String rule, String pattern, PrintStream out) {
    try {
      hub.putRule(
              request -> request.eventBusName(Account.CENTRAL_BUS).name(rule).eventPattern(pattern))
          .join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof InvalidEventPatternException invalid) {
        out.printf("rule %s is left out: %s%n", rule, invalid.awsErrorDetails().errorMessage());
        return;
      }
      throw failed;
    }
    String queue = "rule-" + queueUrls.size();
    queueUrls.put(rule, sqs.createQueue(request -> request.queueName(queue)).join().queueUrl());
    String arn = "arn:aws:sqs:" + Account.REGION + ":" + Account.EVENT_BUS.id() + ":" + queue;
    Target target = Target.builder().id("queue").arn(arn).build();
    hub.putTargets(request -> request.eventBusName(Account.CENTRAL_BUS).rule(rule).targets(target))
        .join();
  }

  private List<String> drain(String url) {
    List<String> ids = new ArrayList<>();
    List<Message> batch;
    do {
      batch =
          sqs.receiveMessage(
                  request -> request.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(3600))
              .join()
              .messages();
      batch.forEach(message -> ids.add(eventId(message)));
    } while (!batch.isEmpty());
    return ids;
  }

  private static String eventId(Message message) {
    try {
      return JSON.readTree(message.body()).path("id").asText();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A bus delivers JSON.", impossible);
    }
  }
}
