// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Entries in the SDK's words, and its answer in ours. */
final class PutEvents {
  private PutEvents() {}

  static PutEventsRequest request(
      List<Entry> entries, @Nullable AwsRequestOverrideConfiguration configuration) {
    List<PutEventsRequestEntry> put = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      put.add(entry(entry));
    }
    return PutEventsRequest.builder().entries(put).overrideConfiguration(configuration).build();
  }

  /** Matches the answer's results to the entries by their index (PutEvents API). */
  static List<EntryResult> results(int entries, PutEventsResponse response) {
    List<PutEventsResultEntry> results = response.entries();
    if (results.size() != entries) {
      String reason =
          String.format(
              "EventBridge answered %d results for %d entries, so none can be matched to its entry."
                  + " Check the endpoint: EventBridge itself answers one for each.",
              results.size(), entries);
      return Collections.nCopies(entries, new EntryResult.Unknown(reason));
    }
    List<EntryResult> all = new ArrayList<>(entries);
    for (PutEventsResultEntry result : results) {
      all.add(result(result));
    }
    return Collections.unmodifiableList(all);
  }

  private static EntryResult result(PutEventsResultEntry result) {
    if (result.errorCode() != null) {
      String text = result.errorMessage() == null ? "(no text)" : result.errorMessage();
      return new EntryResult.Refused(result.errorCode(), text);
    }
    return result.eventId() == null
        ? new EntryResult.Unknown("EventBridge answered neither an event id nor an error code.")
        : new EntryResult.Accepted(result.eventId());
  }

  private static PutEventsRequestEntry entry(Entry entry) {
    PutEventsRequestEntry.Builder built =
        PutEventsRequestEntry.builder()
            .eventBusName(entry.bus())
            .source(entry.name().source())
            .detailType(entry.name().detailType())
            .detail(entry.detail().json())
            .time(entry.time())
            .traceHeader(entry.traceHeader());
    if (!entry.resources().isEmpty()) {
      built.resources(entry.resources());
    }
    return built.build();
  }
}
