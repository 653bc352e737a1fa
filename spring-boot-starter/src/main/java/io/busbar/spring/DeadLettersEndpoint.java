// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.consumer.DeadLetter;
import io.busbar.consumer.DeadLetterReport;
import io.busbar.consumer.DeadLetters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * {@code /actuator/busbardeadletters}: the configured queues that have dead letters; {@code
 * /QUEUE}: the newest hundred of one; POST redrives them, DELETE discards them. Both only tell what
 * they would do unless {@code execute} is true.
 */
@Endpoint(id = "busbardeadletters")
public final class DeadLettersEndpoint {
  private static final int MOST = 100;
  private static final int DEFAULT_RATE = 10;
  private final BusbarProperties properties;

  /** Made when it is needed: an application without queues needs none. */
  private final ObjectProvider<SqsAsyncClient> sqs;

  DeadLettersEndpoint(BusbarProperties properties, ObjectProvider<SqsAsyncClient> sqs) {
    this.properties = properties;
    this.sqs = sqs;
  }

  @ReadOperation
  public Set<String> queues() {
    return properties.queues().keySet();
  }

  @ReadOperation
  public List<DeadLetter> list(@Selector String queue) {
    return letters(queue).list(each -> true, MOST);
  }

  /**
   * @param perSecond at most so many. Default: 10
   */
  @WriteOperation
  public DeadLetterReport redrive(
      @Selector String queue, @Nullable Integer perSecond, @Nullable Boolean execute) {
    return letters(queue)
        .redrive(each -> true, perSecond == null ? DEFAULT_RATE : perSecond, mode(execute));
  }

  @DeleteOperation
  public DeadLetterReport discard(@Selector String queue, @Nullable Boolean execute) {
    return letters(queue).discard(each -> true, mode(execute));
  }

  private DeadLetters letters(String name) {
    BusbarProperties.Queue queue = properties.queues().get(name);
    if (queue == null || queue.deadLetterQueue() == null) {
      throw new IllegalArgumentException(
          "'%s' is none of the queues with dead letters. Configured are %s; give busbar.queues.%s.dead-letter-queue."
              .formatted(name, properties.queues().keySet(), name));
    }
    return DeadLetters.of(
        sqs.getObject(),
        url(queue.deadLetterQueue()),
        queue.url() == null ? url(name) : queue.url());
  }

  private String url(String nameOrUrl) {
    return nameOrUrl.contains("://")
        ? nameOrUrl
        : sqs.getObject().getQueueUrl(request -> request.queueName(nameOrUrl)).join().queueUrl();
  }

  private static DeadLetters.Mode mode(@Nullable Boolean execute) {
    return Boolean.TRUE.equals(execute) ? DeadLetters.Mode.FOR_GOOD : DeadLetters.Mode.DRY_RUN;
  }
}
