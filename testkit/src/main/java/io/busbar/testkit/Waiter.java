// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A long poll that found nothing yet. Guarded by the organization's lock. */
final class Waiter {
  final ReceiveRequest request;
  final CompletableFuture<List<Message>> answer = new CompletableFuture<>();
  TimeSource.@Nullable Cancellable deadline;

  Waiter(ReceiveRequest request) {
    this.request = request;
  }

  void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
    }
  }
}
