// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventCodec;
import io.busbar.core.EventMetadata;
import io.busbar.core.IncomingEvent;
import io.busbar.core.evolution.NewerVersion;
import io.busbar.core.evolution.UpcasterChain;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the detail into what the handler wants, upcast when the event is older than the handler.
 * Only then is a tree built.
 */
final class DecodeInterceptor implements HandlerInterceptor {
  private final EventCodec.@Nullable DetailReader reader;
  private final @Nullable UpcasterChain upcasters;
  private final NewerVersion newer;

  /** Without a reader the detail stays a tree. */
  DecodeInterceptor(
      EventCodec.@Nullable DetailReader reader,
      @Nullable UpcasterChain upcasters,
      NewerVersion newer) {
    this.reader = reader;
    this.upcasters = upcasters;
    this.newer = newer;
  }

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.DECODE;
  }

  @Override
  public String describe() {
    String into = reader == null ? "a tree" : HandlerScanner.simpleName(reader.type());
    return "into "
        + into
        + (upcasters == null ? "" : ", upcast from version " + upcasters.oldestVersion());
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    int wanted = context.handler().schemaVersion();
    int declared = context.head().metadata().schemaVersion();
    if (wanted != EventMetadata.UNKNOWN_VERSION
        && declared > wanted
        && newer != NewerVersion.TOLERANT) {
      return refuseNewer(context, declared, wanted);
    }
    context.detail(decode(context.event(), declared, wanted));
    return next.proceed(context);
  }

  private Object decode(IncomingEvent event, int declared, int wanted) {
    if (upcasters == null
        || wanted == EventMetadata.UNKNOWN_VERSION
        || !upcasters.needsTree(declared, wanted)) {
      return reader == null ? event.detailTree() : event.detail(reader);
    }
    ObjectNode tree = upcasters.upcast(event.detailTree(), declared, wanted);
    return reader == null ? tree : event.detail(reader, tree);
  }

  private Outcome refuseNewer(HandlerContext context, int declared, int wanted) {
    String text =
        String.format(
            "The event has schema version %d, but handler %s knows versions up to %d. Deploy the consumer, then redrive.",
            declared, context.handlerId(), wanted);
    return newer == NewerVersion.DEAD_LETTER
        ? new Outcome.DeadLetter(text, null)
        : new Outcome.Retry(Duration.ofSeconds(30), new NewerVersionException(text));
  }
}
