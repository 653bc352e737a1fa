// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.PublishResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A finished entry, and who wants to hear what becomes of it.
 *
 * @param listener null when nobody does
 */
public record PreparedEvent(Entry entry, @Nullable Consumer<PublishResult> listener) {

  /** To be called once, when the event's fate is known. */
  public void completed(PublishResult result) {
    if (listener != null) {
      listener.accept(result);
    }
  }
}
