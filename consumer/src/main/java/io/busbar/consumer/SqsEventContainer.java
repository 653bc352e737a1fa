// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.Health;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.internal.WorkerThreads;
import io.busbar.core.runtime.ServicePart;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Receives the events of one SQS queue and runs the service's handlers for them.
 *
 * <pre>{@code
 * Busbar.builder()
 *     .service("order-processing")
 *     .handlers(new Orders())
 *     .container(SqsEventContainer.builder(sqs, queueUrl).deadLetterQueueUrl(deadLetters))
 *     .build()
 *     .start();
 * }</pre>
 *
 * <p>Guarantees: at least once. A message is deleted after all its handlers are done, so a crash
 * brings it again, and a handler may then run twice; an {@link
 * io.busbar.core.handler.IdempotencyStore} keeps its effect single. Messages are handled in no
 * particular order, but for the groups of a FIFO queue and {@link
 * SqsEventContainerBuilder#orderedBy}. Never more than {@link SqsEventContainerBuilder#concurrency}
 * messages are in flight, on SQS's side as well: a permit is free when SQS has confirmed the end of
 * its message. A message that its handlers need long for is kept hidden from others ({@link
 * SqsEventContainerBuilder#maxProcessingTime}). What goes to the dead-letter queue is deleted only
 * after it is there, so it may be there twice.
 *
 * <p>Thread-safe. Handlers run on virtual threads where the runtime has them (Java 21), else on
 * daemon threads. {@link #close()} loses nothing and strands nothing.
 */
public final class SqsEventContainer implements ServicePart {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);
  private final ContainerSettings settings;
  private final EventDispatcher dispatcher;
  private final SourceQueue queue;
  private final Stats stats = new Stats();
  private final Flow flow;
  private final AtomicBoolean started = new AtomicBoolean();

  SqsEventContainer(
      ContainerSettings settings,
      EventDispatcher dispatcher,
      Function<ExecutorService, SqsCalls> client) {
    this.settings = settings;
    this.dispatcher = dispatcher;
    ExecutorService ownThreads =
        WorkerThreads.unbounded("busbar-container-" + settings.queueName());
    this.queue = SourceQueue.of(client.apply(ownThreads), settings);
    this.flow = new Flow(queue, dispatcher, ownThreads, stats);
  }

  /**
   * Starts from a blocking client of the user's, which stays the user's to close. It needs
   * connections for the polls ({@link SqsEventContainerBuilder#maxPolls}) and a few more.
   */
  public static SqsEventContainerBuilder builder(SqsClient client, String queueUrl) {
    return new SqsEventContainerBuilder(queueUrl, threads -> new SqsCalls.Sync(client, threads));
  }

  /**
   * Starts from a non-blocking client of the user's, which stays the user's to close. It needs
   * connections for the polls ({@link SqsEventContainerBuilder#maxPolls}) and a few more.
   *
   * <p>The container makes its next requests on the thread that completes the last ones (the SDK's
   * {@code FUTURE_COMPLETION_EXECUTOR}), for some microseconds and without blocking; handlers never
   * run there.
   */
  public static SqsEventContainerBuilder builder(SqsAsyncClient client, String queueUrl) {
    return new SqsEventContainerBuilder(queueUrl, threads -> new SqsCalls.Async(client));
  }

  /**
   * Asks SQS whether the queue and the dead-letter queue exist, and whether what no handler can
   * handle has a place to go: two requests, which need the permission {@code
   * sqs:GetQueueAttributes}. Without it, a warning is logged.
   */
  @Override
  public List<String> check() {
    return new QueueCheck(queue, dispatcher).findings();
  }

  /**
   * Begins to poll.
   *
   * @throws IllegalStateException if the container was closed
   */
  @Override
  public void start() {
    if (!started.compareAndSet(false, true)) {
      return;
    }
    if (stats.isClosing()) {
      throw new IllegalStateException(
          String.format(
              "The container of queue '%s' was closed, and a closed container cannot be started again. Build a new one.",
              settings.queueName()));
    }
    log.info("Receiving from queue {}: {}", settings.queueName(), settings);
    flow.start();
  }

  /**
   * Polls no more until {@link #resume()}. Messages of polls that are on their way still arrive and
   * are handled. Does nothing to a container that does not run.
   */
  public void pause() {
    flow.pause();
  }

  /** Polls again after {@link #pause()}. */
  public void resume() {
    flow.resume();
  }

  /** UP while polls succeed; DEGRADED when paused or failing, DOWN when failing for a minute. */
  @Override
  public Health health() {
    return new ContainerHealth(settings, stats, dispatcher.config().time()).health();
  }

  /** As {@link #shutdown()}. */
  @Override
  public void close() {
    shutdown();
  }

  /**
   * Ends the container so that no message is lost or stranded, and says how.
   *
   * <p>Stops polling, but cancels no poll: SQS may have filled it already, and its messages would
   * stay invisible until their time-out. So this takes up to the {@linkplain
   * SqsEventContainerBuilder#waitTime wait time}. What such a poll brings is made visible again.
   * Handlers have the {@linkplain SqsEventContainerBuilder#closeGrace grace} to end; then they are
   * interrupted and their messages made visible again. Waits at most ten seconds beyond the longer
   * of the two.
   *
   * <p>May be called from any thread, and more than once: every call waits for the one end and
   * returns its report.
   */
  public Shutdown shutdown() {
    return flow.close().join();
  }

  Flow flow() {
    return flow;
  }
}
