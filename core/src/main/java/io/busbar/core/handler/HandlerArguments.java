// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventMetadata;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;

/** Where each kind of handler parameter comes from. */
enum HandlerArguments {
  DETAIL("detail", Object.class),
  ENVELOPE("envelope", EventEnvelope.class),
  METADATA("metadata", EventMetadata.class),
  CONTEXT("context", HandlerContext.class),
  TREE("tree", JsonNode.class);

  private final MethodHandle fromContext;

  HandlerArguments(String method, Class<?> type) {
    try {
      this.fromContext =
          MethodHandles.lookup()
              .findStatic(
                  HandlerArguments.class,
                  method,
                  MethodType.methodType(type, HandlerContext.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("The method stands below.", impossible);
    }
  }

  /** A handle of type {@code (HandlerContext)type}. */
  MethodHandle as(Class<?> type) {
    return fromContext.asType(MethodType.methodType(type, HandlerContext.class));
  }

  static Object detail(HandlerContext context) {
    return Objects.requireNonNull(
        context.detail(), "The detail is decoded before the handler runs.");
  }

  static EventEnvelope<Object> envelope(HandlerContext context) {
    return new EventEnvelope<>(context.head(), detail(context));
  }

  static EventMetadata metadata(HandlerContext context) {
    return context.head().metadata();
  }

  static HandlerContext context(HandlerContext context) {
    return context;
  }

  static JsonNode tree(HandlerContext context) {
    return context.detail() instanceof JsonNode tree ? tree : context.event().detailTree();
  }
}
