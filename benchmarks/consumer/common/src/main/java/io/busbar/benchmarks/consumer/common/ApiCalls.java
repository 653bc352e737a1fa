// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.common;

import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;

/** Counts what a client calls, and the messages that it has deleted. */
final class ApiCalls implements ExecutionInterceptor {
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();
  private volatile Runnable onDelete = () -> {};

  long calls() {
    return calls.get();
  }

  long deleted() {
    return deleted.get();
  }

  void onDelete(Runnable listener) {
    onDelete = listener;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    calls.incrementAndGet();
    int now = deletedBy(context.request(), context.response());
    if (now > 0) {
      deleted.addAndGet(now);
      onDelete.run();
    }
  }

  private static int deletedBy(SdkRequest request, Object response) {
    if (response instanceof DeleteMessageBatchResponse batch) {
      return batch.successful().size();
    }
    return request instanceof DeleteMessageRequest ? 1 : 0;
  }
}
