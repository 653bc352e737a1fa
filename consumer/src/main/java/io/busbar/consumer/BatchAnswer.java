// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/**
 * What SQS answered to a batch, by the entries' positions. An entry in neither is taken for failed.
 *
 * @param refused the error codes of entries that failed
 */
record BatchAnswer(Set<Integer> done, Map<Integer, String> refused) {

  /** Codes after which the receipt will never work again (SQS API, common and batch errors). */
  private static final Set<String> FINAL =
      Set.of(
          "ReceiptHandleIsInvalid",
          "AWS.SimpleQueueService.ReceiptHandleIsInvalid",
          "MessageNotInflight",
          "AWS.SimpleQueueService.MessageNotInflight",
          "InvalidParameterValue");

  static BatchAnswer of(Stream<String> doneIds, List<BatchResultErrorEntry> failed) {
    return new BatchAnswer(
        doneIds.map(Integer::valueOf).collect(Collectors.toUnmodifiableSet()),
        failed.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> Integer.valueOf(entry.id()), BatchResultErrorEntry::code)));
  }

  boolean isDone(int position) {
    return done.contains(position);
  }

  boolean isFinal(int position) {
    return FINAL.contains(refused.getOrDefault(position, ""));
  }
}
