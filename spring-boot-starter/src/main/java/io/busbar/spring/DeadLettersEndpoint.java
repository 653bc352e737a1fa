// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.consumer.DeadLetter;
import io.busbar.consumer.DeadLetterReport;
import io.busbar.consumer.DeadLetters;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
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
 * /QUEUE}: a hundred letters of one; POST redrives them, DELETE discards them, all or those of one
 * kind of failure. Both only tell what they would do unless {@code execute} is true.
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
    Set<String> names = new TreeSet<>();
    properties
        .queues()
        .forEach(
            (name, queue) -> {
              if (queue.deadLetterQueue() != null) {
                names.add(name);
              }
            });
    return names;
  }

  /** Without bodies, which hold personal data. */
  @ReadOperation
  public List<Letter> list(@Selector String queue) {
    return letters(queue).list(each -> true, MOST).stream().map(Letter::of).toList();
  }

  /**
   * What an operator sees of a dead letter.
   *
   * @param digest the same for failures of the same kind at the same place
   */
  public record Letter(
      String messageId,
      String handler,
      String reason,
      String error,
      String digest,
      int attempts,
      Instant deadSince) {
    static Letter of(DeadLetter letter) {
      return new Letter(
          letter.messageId(),
          letter.handler(),
          letter.reason(),
          letter.error(),
          letter.digest(),
          letter.attempts(),
          letter.deadSince());
    }
  }

  /**
   * Sends letters back to the handlers that have failed.
   *
   * @param digest only those of one kind of failure. Default: all
   * @param perSecond at most so many. Default: 10
   */
  @WriteOperation
  public DeadLetterReport redrive(
      @Selector String queue,
      @Nullable String digest,
      @Nullable Integer perSecond,
      @Nullable Boolean execute) {
    return letters(queue)
        .redrive(of(digest), perSecond == null ? DEFAULT_RATE : perSecond, mode(execute));
  }

  /**
   * Deletes letters. What is deleted is lost.
   *
   * @param digest only those of one kind of failure. Default: all
   */
  @DeleteOperation
  public DeadLetterReport discard(
      @Selector String queue, @Nullable String digest, @Nullable Boolean execute) {
    return letters(queue).discard(of(digest), mode(execute));
  }

  private static Predicate<DeadLetter> of(@Nullable String digest) {
    return letter -> digest == null || digest.equals(letter.digest());
  }

  private DeadLetters letters(String name) {
    BusbarProperties.Queue queue = properties.queues().get(name);
    if (queue == null || queue.deadLetterQueue() == null) {
      throw new NoSuchElementException(
          "'%s' is none of the queues with dead letters. These are %s; give busbar.queues.%s.dead-letter-queue."
              .formatted(name, queues(), name));
    }
    return DeadLetters.of(
        sqs.getObject(),
        url(queue.deadLetterQueue()),
        queue.url() == null ? url(name) : queue.url());
  }

  private String url(String nameOrUrl) {
    if (nameOrUrl.contains("://")) {
      return nameOrUrl;
    }
    try {
      return sqs.getObject().getQueueUrl(request -> request.queueName(nameOrUrl)).join().queueUrl();
    } catch (CompletionException failed) {
      throw new IllegalStateException(
          "SQS did not tell the URL of the queue '%s': %s. Try again, or grant sqs:GetQueueUrl."
              .formatted(nameOrUrl, failed.getMessage()),
          failed);
    }
  }

  private static DeadLetters.Mode mode(@Nullable Boolean execute) {
    return Boolean.TRUE.equals(execute) ? DeadLetters.Mode.FOR_GOOD : DeadLetters.Mode.DRY_RUN;
  }
}
