// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventCodec;
import io.busbar.core.EventMetadata;
import io.busbar.core.evolution.NewerVersion;
import io.busbar.core.evolution.UpcasterChain;
import io.busbar.core.evolution.Upcasters;
import org.jspecify.annotations.Nullable;

/**
 * Reads the detail into what the handler wants, upcast when the event is older than the handler.
 * Only then is a tree built.
 */
final class DecodeInterceptor implements HandlerInterceptor {
  private final HandlerDescriptor handler;
  private final EventCodec.@Nullable DetailReader reader;
  private final Upcasters upcasters;
  private final NewerVersion newer;

  /** Without a reader the detail stays a tree. */
  DecodeInterceptor(
      HandlerDescriptor handler,
      EventCodec.@Nullable DetailReader reader,
      Upcasters upcasters,
      NewerVersion newer) {
    this.handler = handler;
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
        + upcasters.chains().stream()
            .filter(handler::mayNeed)
            .map(chain -> ", upcast from version " + chain.oldestVersion())
            .findFirst()
            .orElse("");
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    int declared = context.head().metadata().schemaVersion();
    UpcasterChain chain = chain(context, declared);
    if (chain != null) {
      return upcast(context, chain, declared, next);
    }
    if (isRefused(declared)) {
      return refuse(context, declared);
    }
    context.detail(reader == null ? context.event().detailTree() : context.event().detail(reader));
    return next.proceed(context);
  }

  private @Nullable UpcasterChain chain(HandlerContext context, int declared) {
    if (handler.schemaVersion() == EventMetadata.UNKNOWN_VERSION) {
      return null;
    }
    UpcasterChain chain = upcasters.find(context.head().name());
    return chain != null && chain.needsTree(declared, handler.schemaVersion()) ? chain : null;
  }

  private Completion upcast(
      HandlerContext context, UpcasterChain chain, int declared, HandlerChain next) {
    ObjectNode tree = context.event().detailTree();
    int version = declared == EventMetadata.UNKNOWN_VERSION ? chain.sniff(tree) : declared;
    if (isRefused(version)) {
      return refuse(context, version);
    }
    ObjectNode upcast = chain.upcast(tree, version, handler.schemaVersion());
    context.detail(reader == null ? upcast : context.event().detail(reader, upcast));
    return next.proceed(context);
  }

  private boolean isRefused(int version) {
    return newer != NewerVersion.TOLERANT
        && handler.schemaVersion() != EventMetadata.UNKNOWN_VERSION
        && version > handler.schemaVersion();
  }

  private Outcome refuse(HandlerContext context, int version) {
    String text =
        String.format(
            "The event has schema version %d, but handler %s knows versions up to %d. Deploy the consumer, then redrive.",
            version, context.handlerId(), handler.schemaVersion());
    if (newer == NewerVersion.FAIL) {
      throw new NewerVersionException(text);
    }
    return new Outcome.DeadLetter(text, null);
  }
}
