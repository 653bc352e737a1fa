// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.PublishResult;
import io.busbar.core.TimeSource;
import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.PublishSlot;
import java.util.ArrayList;
import java.util.List;

/** Hears what becomes of events, as tracing does. */
final class HeardResults implements PublishInterceptor {
  final List<PublishResult> results = new ArrayList<>();

  PublishPipeline pipeline(TimeSource time) {
    return PublishPipeline.of(BusbarConfig.builder().service("test").time(time).build(), this);
  }

  @Override
  public PublishSlot slot() {
    return PublishSlot.TRACE;
  }

  @Override
  public void intercept(EventDraft draft) {
    draft.onResult(results::add);
  }

  static String text(PublishResult result) {
    return result instanceof PublishResult.Rejected rejected
        ? rejected.code() + ": " + rejected.message()
        : "stored";
  }
}
