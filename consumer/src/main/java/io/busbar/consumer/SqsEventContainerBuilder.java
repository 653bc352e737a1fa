// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.consumer.Intake.KillSwitch;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventName;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.OrderKey;
import io.busbar.core.runtime.ContainerFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a container should do differently. Not thread-safe. */
public final class SqsEventContainerBuilder implements ContainerFactory {
  private final String queueUrl;
  private final Function<ExecutorService, SqsCalls> client;
  private @Nullable String deadLetterQueueUrl;
  private MissingDeadLetters missingDeadLetters = MissingDeadLetters.REFUSE;
  private int concurrency = 10;
  private int maxPolls = 10;
  private Duration waitTime = Duration.ofSeconds(20);
  private Duration visibilityTimeout = Duration.ofSeconds(30);
  private Duration maxProcessingTime = Duration.ofHours(1);
  private Duration closeGrace = Duration.ofSeconds(25);
  private @Nullable BareDetail bareDetail;
  private @Nullable OrderKey orderedBy;
  private int perSecond;
  private @Nullable KillSwitch killSwitch;

  SqsEventContainerBuilder(String queueUrl, Function<ExecutorService, SqsCalls> client) {
    this.queueUrl = queueUrl;
    this.client = client;
  }

  /**
   * Where a message goes that a handler has given up or that cannot be read: its body, with
   * attributes that say why. Default: none; such messages are left to the queue's own redrive
   * policy, which knows neither reason nor handler.
   */
  public SqsEventContainerBuilder deadLetterQueueUrl(String url) {
    this.deadLetterQueueUrl = url;
    return this;
  }

  /**
   * What to do about a queue with neither a redrive policy nor a {@link #deadLetterQueueUrl}.
   * Default: {@link MissingDeadLetters#REFUSE}.
   */
  public SqsEventContainerBuilder missingDeadLetters(MissingDeadLetters missingDeadLetters) {
    this.missingDeadLetters = missingDeadLetters;
    return this;
  }

  /** How many messages may be in flight at once. Default: 10. */
  public SqsEventContainerBuilder concurrency(int messages) {
    this.concurrency = messages;
    return this;
  }

  /**
   * How many receive requests may be on their way at once. There is one for every ten free permits,
   * and while the queue is empty only one. Default: 10.
   */
  public SqsEventContainerBuilder maxPolls(int requests) {
    this.maxPolls = requests;
    return this;
  }

  /**
   * How long SQS may wait for messages before it answers a poll; closing takes as long. 1 to 20
   * seconds. Default: 20 s, which costs the fewest requests.
   */
  public SqsEventContainerBuilder waitTime(Duration waitTime) {
    this.waitTime = waitTime;
    return this;
  }

  /**
   * For how long SQS hides a message from others, instead of the queue's own time-out. It is
   * extended while handlers run, so it is also how soon others take over after a crash. 1 second to
   * 12 hours. Default: 30 s.
   */
  public SqsEventContainerBuilder visibilityTimeout(Duration timeout) {
    this.visibilityTimeout = timeout;
    return this;
  }

  /**
   * For how long a message is kept hidden while its handlers run, before SQS may deliver it again;
   * a handler that hangs must not hide an event for ever. Default: one hour.
   */
  public SqsEventContainerBuilder maxProcessingTime(Duration time) {
    this.maxProcessingTime = time;
    return this;
  }

  /**
   * How long {@link SqsEventContainer#close()} waits for handlers before it interrupts them.
   * Default: 25 s, which ends before the 30 s after which ECS and Kubernetes kill a process.
   */
  public SqsEventContainerBuilder closeGrace(Duration grace) {
    this.closeGrace = grace;
    return this;
  }

  /**
   * What the messages are when the rule's target has the InputPath {@code $.detail}: then they are
   * details without an envelope, and nothing in them names the event. Sender's account and Region
   * are lost on that way, so handlers that trust some accounts only refuse such events. Default:
   * none, messages are envelopes (from EventBridge, or by way of SNS).
   */
  public SqsEventContainerBuilder bareDetail(String source, String detailType) {
    this.bareDetail = new BareDetail(new EventName(source, detailType));
    return this;
  }

  /**
   * Handles messages with the same value of a member one after the other, in the order of their
   * arrival in this process: {@code detail.orderId}. An event that is tried again is overtaken;
   * where that must not be, use a FIFO queue, whose groups are handled in order without this.
   * Default: none.
   */
  public SqsEventContainerBuilder orderedBy(String member) {
    this.orderedBy = OrderKey.of(member);
    return this;
  }

  /**
   * How many messages are received in a second at most, to spare what the handlers call. Default:
   * 0, as many as there are.
   */
  public SqsEventContainerBuilder messagesPerSecond(int messages) {
    this.perSecond = messages;
    return this;
  }

  /**
   * Stops the container when so many of its latest messages have failed: they wait in the queue
   * instead of using up their attempts, until {@link SqsEventContainer#resume()}. Default: none.
   *
   * @param failureRatio above 0, at most 1
   * @param outOf how many messages are looked at; it does not stop before so many have ended
   */
  public SqsEventContainerBuilder killSwitch(double failureRatio, int outOf) {
    this.killSwitch = new KillSwitch(failureRatio, outOf);
    return this;
  }

  /**
   * Builds the container; it polls after {@link SqsEventContainer#start()}.
   *
   * @throws ConfigurationException with all options that are impossible
   */
  public SqsEventContainer build(EventDispatcher dispatcher) {
    ContainerSettings settings =
        new ContainerSettings(
            queueUrl,
            deadLetterQueueUrl,
            missingDeadLetters,
            concurrency,
            maxPolls,
            waitTime,
            visibilityTimeout,
            maxProcessingTime,
            closeGrace,
            new Intake(bareDetail, orderedBy, perSecond, killSwitch));
    settings.check();
    return new SqsEventContainer(settings, dispatcher, client);
  }

  /** As {@link #build}, for Busbar's builder. */
  @Override
  public SqsEventContainer create(EventDispatcher dispatcher) {
    return build(dispatcher);
  }
}
