// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.ServiceLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Carries finished entries to a bus: one call, one request. It neither retries nor packs; whoever
 * calls it does.
 *
 * <p>Implementations are thread-safe and non-blocking.
 */
public interface EventTransport {

  /**
   * Sends one request.
   *
   * @param entries within {@link #limits()}
   * @return one result for each entry, in their order; completes exceptionally with a {@link
   *     TransportException} when the request was refused as a whole. A request without an answer is
   *     {@link EntryResult.Unknown} for each entry, never an exception.
   */
  CompletableFuture<List<EntryResult>> send(List<Entry> entries);

  /** What one request may hold. */
  default ServiceLimits limits() {
    return ServiceLimits.EVENTBRIDGE;
  }
}
