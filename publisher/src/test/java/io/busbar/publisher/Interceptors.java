// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishSlot;
import java.util.function.Consumer;

/** Interceptors in a line. */
final class Interceptors {
  private Interceptors() {}

  static PublishInterceptor at(PublishSlot slot, Consumer<EventDraft> action) {
    return new PublishInterceptor() {
      @Override
      public PublishSlot slot() {
        return slot;
      }

      @Override
      public void intercept(EventDraft draft) {
        action.accept(draft);
      }
    };
  }
}
