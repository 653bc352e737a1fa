// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.common;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** A way of consuming a queue. */
@FunctionalInterface
public interface Consuming {

  /**
   * Begins to consume, and goes on until what is returned is closed.
   *
   * @param handled to be called by the handler, once for each message
   */
  AutoCloseable start(SqsAsyncClient client, String queueUrl, Runnable handled);
}
