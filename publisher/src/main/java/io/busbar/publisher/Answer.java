// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.Fault;
import io.busbar.core.publish.TransportException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What came back for a request, brought into one form. */
final class Answer extends Mail {
  private final Request request;
  private final List<EntryResult> results;

  /** Whether EventBridge refused the request without saying which entry it minds. */
  private final boolean wholeRequest;

  private final long receivedAt;

  Answer(Request request, List<EntryResult> results, boolean wholeRequest, long receivedAt) {
    this.request = request;
    this.results = results;
    this.wholeRequest = wholeRequest;
    this.receivedAt = receivedAt;
  }

  static Answer of(
      Request request,
      @Nullable List<EntryResult> results,
      @Nullable Throwable failure,
      long receivedAt) {
    List<EntryResult> all = results(request.events().size(), results, failure);
    boolean refused = failure != null && all.get(0) instanceof EntryResult.Refused;
    return new Answer(request, all, refused, receivedAt);
  }

  /** One result for each entry, whatever the transport's future ended with. */
  static List<EntryResult> results(
      int entries, @Nullable List<EntryResult> results, @Nullable Throwable failure) {
    if (failure != null) {
      return Collections.nCopies(entries, resultOf(unwrap(failure)));
    }
    if (results == null || results.size() != entries) {
      return Collections.nCopies(entries, new EntryResult.Unknown(mismatch(results, entries)));
    }
    return results;
  }

  Request request() {
    return request;
  }

  /** One for each event of the request, in their order. */
  List<EntryResult> results() {
    return results;
  }

  /** On the scale of {@code TimeSource.nanoTime}. */
  long receivedAt() {
    return receivedAt;
  }

  /** Whether sending the entries apart can tell which of them is at fault. */
  boolean isWorthSplitting() {
    if (!wholeRequest || request.events().size() == 1) {
      return false;
    }
    Fault fault = ((EntryResult.Refused) results.get(0)).fault();
    return fault == Fault.EVENT || (fault != Fault.CAPACITY && request.isMixed());
  }

  private static EntryResult resultOf(Throwable failure) {
    return failure instanceof TransportException refused
        ? new EntryResult.Refused(refused.code(), String.valueOf(refused.getMessage()))
        : new EntryResult.Unknown("The transport failed unexpectedly: " + failure);
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private static String mismatch(@Nullable List<EntryResult> results, int entries) {
    return String.format(
        "The transport gave %d results for %d entries, so none can be matched to its entry.",
        results == null ? 0 : results.size(), entries);
  }
}
