// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.consumer.SqsEventContainerBuilder;
import io.busbar.core.ConfigurationException;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.runtime.ContainerFactory;
import io.busbar.core.runtime.ServicePart;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The container of one configured queue, whose URL is asked for by its name. */
record QueueContainer(
    String name, BusbarProperties.Queue queue, ObjectProvider<SqsAsyncClient> clients)
    implements ContainerFactory {

  @Override
  public ServicePart create(EventDispatcher dispatcher) {
    SqsAsyncClient sqs = Clients.get("SQS", "SqsAsyncClient", clients);
    List<String> findings = new ArrayList<>();
    String url =
        queue.url() == null ? url(sqs, prefix(), prefix() + ".url", name, findings) : queue.url();
    String deadLetters = deadLetters(sqs, findings);
    if (url == null || !findings.isEmpty()) {
      throw ConfigurationException.of(prefix(), findings);
    }
    SqsEventContainerBuilder container = builder(sqs, url);
    if (deadLetters != null) {
      container.deadLetterQueueUrl(deadLetters);
    }
    return OptionNames.translated(
        prefix(), () -> new NamedPart(prefix(), container.create(dispatcher)));
  }

  private String prefix() {
    return "busbar.queues." + name;
  }

  private @Nullable String deadLetters(SqsAsyncClient sqs, List<String> findings) {
    String dead = queue.deadLetterQueue();
    String property = prefix() + ".dead-letter-queue";
    return dead == null || dead.contains("://")
        ? dead
        : url(sqs, property, property, dead, findings);
  }

  private SqsEventContainerBuilder builder(SqsAsyncClient sqs, String url) {
    SqsEventContainerBuilder container =
        SqsEventContainer.builder(sqs, url)
            .missingDeadLetters(queue.missingDeadLetters())
            .concurrency(queue.concurrency())
            .maxPolls(queue.maxPolls())
            .visibilityTimeout(queue.visibilityTimeout())
            .maxProcessingTime(queue.maxProcessingTime())
            .waitTime(queue.waitTime())
            .closeGrace(queue.closeGrace())
            .messagesPerSecond(queue.messagesPerSecond());
    String orderedBy = queue.orderedBy();
    return orderedBy == null ? container : container.orderedBy(orderedBy);
  }

  /**
   * Null when it cannot be known.
   *
   * @param named the property that names the queue
   * @param remedy the property in which its URL can be given instead
   */
  private static @Nullable String url(
      SqsAsyncClient sqs, String named, String remedy, String queue, List<String> findings) {
    try {
      return sqs.getQueueUrl(request -> request.queueName(queue)).join().queueUrl();
    } catch (CompletionException failed) {
      findings.add(
          failed.getCause() instanceof QueueDoesNotExistException
              ? "%s names the queue '%s', which does not exist for the account and Region of the SQS client.\nCreate it, or correct the name, or give the URL of another account's queue in %s."
                  .formatted(named, queue, remedy)
              : "%s names the queue '%s', whose URL SQS did not tell: %s\nGrant sqs:GetQueueUrl, or correct busbar.aws, or give the URL in %s."
                  .formatted(named, queue, failed.getMessage(), remedy));
      return null;
    }
  }
}
