// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/**
 * What SQS answered to a batch, by the entries' positions, which are their ids. An entry that it
 * said nothing about is taken for failed.
 */
final class BatchAnswer {
  /** Codes after which the receipt will never work again (SQS API, common and batch errors). */
  private static final Set<String> FINAL =
      Set.of(
          "ReceiptHandleIsInvalid",
          "AWS.SimpleQueueService.ReceiptHandleIsInvalid",
          "MessageNotInflight",
          "AWS.SimpleQueueService.MessageNotInflight",
          "InvalidParameterValue");

  private final boolean[] done;
  private final @Nullable String[] refused;

  private BatchAnswer(int entries) {
    this.done = new boolean[entries];
    this.refused = new String[entries];
  }

  /** An answer to so many entries; {@link #done} completes it. */
  static BatchAnswer to(int entries, List<BatchResultErrorEntry> failed) {
    BatchAnswer answer = new BatchAnswer(entries);
    for (BatchResultErrorEntry entry : failed) {
      answer.refused[Integer.parseInt(entry.id())] = entry.code();
    }
    return answer;
  }

  void done(String id) {
    done[Integer.parseInt(id)] = true;
  }

  boolean isDone(int position) {
    return done[position];
  }

  boolean isFinal(int position) {
    String code = refused[position];
    return code != null && FINAL.contains(code);
  }

  /** Why the entry failed; null when it did not, or SQS said nothing. */
  @Nullable String code(int position) {
    return refused[position];
  }
}
