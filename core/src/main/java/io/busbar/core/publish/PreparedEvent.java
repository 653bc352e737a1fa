// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.InvalidEventException;
import io.busbar.core.PublishResult;
import io.busbar.core.ServiceLimits;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A finished entry, and who wants to hear what becomes of it.
 *
 * @param listener null when nobody does
 */
public record PreparedEvent(Entry entry, @Nullable Consumer<PublishResult> listener) {

  /**
   * As {@link Entry#requireWithin}; whoever listens has heard of the rejection when this throws.
   *
   * @throws InvalidEventException if the entry, or one of its resources, is too large
   */
  public void requireWithin(ServiceLimits limits) {
    try {
      entry.requireWithin(limits);
    } catch (InvalidEventException refusal) {
      completed(refusal.rejected(entry.id()));
      throw refusal;
    }
  }

  /** To be called once, when the event's fate is known. */
  public void completed(PublishResult result) {
    if (listener != null) {
      listener.accept(result);
    }
  }
}
