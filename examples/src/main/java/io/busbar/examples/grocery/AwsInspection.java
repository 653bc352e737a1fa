// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Looks whether the account of the default credentials has all that the platform needs, changes
 * nothing, and says everything that is missing in one text.
 */
final class AwsInspection {
  private static final String TEMPLATE = "examples/aws.yaml";
  private final String prefix;
  private final List<String> missing = new ArrayList<>();
  private final List<String> unanswered = new ArrayList<>();
  private String reason = "";

  private AwsInspection(String prefix) {
    this.prefix = prefix;
  }

  /** What was found: a site to run on, or why there is none. */
  record Result(@Nullable Site site, String text) {}

  /** Asks with the default credentials, in the default Region, at the default endpoints. */
  static Result of(String prefix) {
    AwsInspection inspection = new AwsInspection(prefix);
    String region = inspection.region();
    inspection.findCredentials();
    Site site = inspection.missing.isEmpty() ? inspection.look(region) : null;
    return inspection.missing.isEmpty()
        ? new Result(site, "")
        : new Result(null, inspection.text());
  }

  private String region() {
    try {
      return new DefaultAwsRegionProviderChain().getRegion().id();
    } catch (SdkClientException none) {
      missing.add(
          "There is no Region. Set AWS_REGION or -Daws.region, or name one in the profile.");
      return "";
    }
  }

  private void findCredentials() {
    try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
      credentials.resolveCredentials();
    } catch (SdkClientException none) {
      missing.add(
          "There are no credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY;"
              + " for a profile with single sign-on or a role: eval \"$(aws configure export-credentials --format env)\".");
    }
  }

  private @Nullable Site look(String region) {
    AwsClients clients = AwsClients.ofEnvironment();
    String bus = prefix + Account.CENTRAL_BUS;
    Optional<String> owner = bus(clients, bus);
    for (Routing routing : Routing.TABLE) {
      String queue = prefix + routing.service().service();
      queue(clients, queue).ifPresent(arn -> rule(clients, bus, queue, arn));
      queue(clients, prefix + Routing.deadLetters(routing.service()));
    }
    addUnanswered();
    if (!missing.isEmpty()) {
      clients.close();
      return null;
    }
    return site(clients, owner.orElse(""), region, bus);
  }

  private Site site(AwsClients shared, String owner, String region, String bus) {
    Map<Account, AwsClients> clients = new EnumMap<>(Account.class);
    Map<Account, String> ids = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      clients.put(account, shared);
      ids.put(account, owner);
    }
    String text = "AWS, account " + owner + ", " + region + "; all services in this account";
    return new Site(text, clients, ids, region, bus, prefix);
  }

  /** The account that owns the bus. */
  private Optional<String> bus(AwsClients clients, String bus) {
    return ask(
            "bus '" + bus + "'",
            () -> clients.eventBridge().describeEventBus(request -> request.name(bus)).join().arn())
        .map(arn -> arn.split(":", -1)[4]);
  }

  /** The ARN of a queue that is there; a finding when it is not empty. */
  private Optional<String> queue(AwsClients clients, String queue) {
    Optional<Map<QueueAttributeName, String>> attributes =
        ask("queue '" + queue + "'", () -> attributes(clients.sqs(), queue));
    attributes.ifPresent(found -> requireEmpty(queue, GroceryPlatform.messages(found)));
    return attributes.map(found -> found.get(QueueAttributeName.QUEUE_ARN));
  }

  private static Map<QueueAttributeName, String> attributes(SqsAsyncClient sqs, String queue) {
    String url = sqs.getQueueUrl(request -> request.queueName(queue)).join().queueUrl();
    return sqs.getQueueAttributes(
            request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .join()
        .attributes();
  }

  private void requireEmpty(String queue, int waiting) {
    if (waiting > 0) {
      missing.add(
          String.format(
              "The queue '%s' is not empty: about %d messages wait there, and the run would count them. Purge it.",
              queue, waiting));
    }
  }

  private void rule(AwsClients clients, String bus, String queue, String arn) {
    ask(
            "rules of '" + queue + "'",
            () ->
                clients
                    .eventBridge()
                    .listRuleNamesByTarget(request -> request.eventBusName(bus).targetArn(arn))
                    .join()
                    .ruleNames())
        .filter(List::isEmpty)
        .ifPresent(
            none ->
                missing.add(
                    String.format(
                        "No rule of the bus '%s' leads to the queue '%s', so it would hear nothing. %s has the pattern.",
                        bus, queue, TEMPLATE)));
  }

  private <T> Optional<T> ask(String what, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      if (cause instanceof QueueDoesNotExistException) {
        missing.add("The " + what + " does not exist.");
      } else if (cause instanceof ResourceNotFoundException) {
        // Once: the rules of a bus that is not there are not there either.
        String bus = "The bus '" + prefix + Account.CENTRAL_BUS + "' does not exist.";
        if (!missing.contains(bus)) {
          missing.add(bus);
        }
      } else {
        unanswered.add(what);
        reason = String.valueOf(cause.getMessage());
      }
      return Optional.empty();
    }
  }

  private void addUnanswered() {
    if (!unanswered.isEmpty()) {
      missing.add(
          String.format(
              "AWS did not answer about %s: %s. The credentials need events:DescribeEventBus, events:ListRuleNamesByTarget,"
                  + " events:PutEvents, and all of SQS on these queues but creating and deleting them.",
              String.join(", ", unanswered), reason));
    }
  }

  private String text() {
    StringBuilder text =
        new StringBuilder(
            missing.size() == 1
                ? "The demo cannot run on AWS; 1 thing is missing:"
                : "The demo cannot run on AWS; " + missing.size() + " things are missing:");
    for (int i = 0; i < missing.size(); i++) {
      text.append(String.format("%n  %d. %s", i + 1, missing.get(i)));
    }
    return text.append(
            String.format(
                "%nBus, queues and rules come from %s: aws cloudformation deploy --stack-name grocery --template-file %s",
                TEMPLATE, TEMPLATE))
        .toString();
  }
}
