// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.HandlerDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Asks SQS at the start whether the queues are there, and whether dead letters have a place. */
record QueueCheck(SourceQueue queue, EventDispatcher dispatcher) {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern MAX_RECEIVE_COUNT =
      Pattern.compile("\"maxReceiveCount\"\\s*:\\s*\"?(\\d+)");

  List<String> findings() {
    List<String> findings = new ArrayList<>();
    ContainerSettings settings = queue.settings();
    Map<QueueAttributeName, String> attributes =
        attributes(
            settings.queueUrl(),
            "no event could ever arrive",
            "SqsEventContainer.builder(…)",
            findings);
    if (settings.deadLetterQueueUrl() != null) {
      attributes(
          settings.deadLetterQueueUrl(),
          "what no handler can handle would have no place to go",
          "deadLetterQueueUrl(…)",
          findings);
    }
    if (attributes != null) {
      checkRedrive(attributes.get(QueueAttributeName.REDRIVE_POLICY), findings);
      checkRetention(attributes.get(QueueAttributeName.MESSAGE_RETENTION_PERIOD), findings);
    }
    return findings;
  }

  /** Null when the queue is missing, or cannot be asked. */
  private @Nullable Map<QueueAttributeName, String> attributes(
      String url, String consequence, String option, List<String> findings) {
    GetQueueAttributesRequest request =
        GetQueueAttributesRequest.builder()
            .queueUrl(url)
            .attributeNames(QueueAttributeName.ALL)
            .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT))
            .build();
    try {
      return queue.calls().attributes(request).join().attributes();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof QueueDoesNotExistException) {
        findings.add(missing(url, consequence, option));
      } else {
        log.warn(
            "Queue {} could not be checked, and is taken for good. To have it checked, grant the permission sqs:GetQueueAttributes",
            url,
            failure.getCause());
      }
      return null;
    }
  }

  private static String missing(String url, String consequence, String option) {
    return String.format(
        "The queue '%s' does not exist for the account and Region of the SQS client, so that %s.\n"
            + "Create it, or correct the URL in %s.",
        url, consequence, option);
  }

  private void checkRedrive(@Nullable String redrivePolicy, List<String> findings) {
    if (redrivePolicy == null || redrivePolicy.isBlank()) {
      checkDeadLettersHaveAPlace(findings);
      return;
    }
    Matcher count = MAX_RECEIVE_COUNT.matcher(redrivePolicy);
    int attempts = mostAttempts();
    if (count.find() && Integer.parseInt(count.group(1)) < attempts) {
      findings.add(
          String.format(
              "The queue '%s' moves a message to its dead-letter queue after %s receives, but a handler has %d attempts, which it would never get.\n"
                  + "Raise the maxReceiveCount of the redrive policy to %d or more, or lower @Retry(maxAttempts).",
              queue.settings().queueUrl(), count.group(1), attempts, attempts));
    }
  }

  /** Every wait at its longest: SQS drops a message without a word when its retention ends. */
  private void checkRetention(@Nullable String retentionSeconds, List<String> findings) {
    if (retentionSeconds == null) {
      return;
    }
    Duration retention = Duration.ofSeconds(Long.parseLong(retentionSeconds));
    for (HandlerDescriptor handler : dispatcher.handlers()) {
      Duration budget = handler.retry().longestWait();
      if (budget.compareTo(retention) >= 0) {
        findings.add(
            String.format(
                "The attempts of handler %s can take %s, but the queue '%s' keeps a message for %s only and then drops it silently.\n"
                    + "Lower @Retry(maxAttempts) or @Retry(maxDelay), or raise the queue's MessageRetentionPeriod.",
                handler.id(), budget, queue.settings().queueUrl(), retention));
      }
    }
  }

  private int mostAttempts() {
    return dispatcher.handlers().stream()
        .map(HandlerDescriptor::retry)
        .mapToInt(retry -> retry.maxAttempts())
        .max()
        .orElse(1);
  }

  private void checkDeadLettersHaveAPlace(List<String> findings) {
    ContainerSettings settings = queue.settings();
    if (settings.deadLetterQueueUrl() != null) {
      return;
    }
    String text =
        String.format(
            "The queue '%s' has no redrive policy, and the container no dead-letter queue, so that what no handler can handle "
                + "would come again until SQS drops it at the end of its retention.\n"
                + "Name a dead-letter queue with deadLetterQueueUrl(…), give the queue a redrive policy, or accept it with "
                + "missingDeadLetters(MissingDeadLetters.WARN).",
            settings.queueUrl());
    if (settings.missingDeadLetters() == MissingDeadLetters.REFUSE) {
      findings.add(text);
    } else {
      log.warn(text.replace('\n', ' '));
    }
  }
}
