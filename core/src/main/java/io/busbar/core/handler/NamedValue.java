// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventHead;
import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values that a {@link MetadataValue} can name. */
enum NamedValue {
  ID("id", EventId.class),
  SCHEMA_VERSION("schemaVersion", int.class),
  OCCURRED_AT("occurredAt", Instant.class),
  SERVICE("service", String.class),
  SERVICE_VERSION("serviceVersion", String.class),
  CORRELATION_ID("correlationId", String.class),
  CAUSATION_ID("causationId", EventId.class),
  HOPS("hops", int.class),
  SUBJECT("subject", String.class),
  ACCOUNT("account", String.class),
  REGION("region", String.class),
  BUS_EVENT_ID("busEventId", String.class),
  REPLAY_NAME("replayName", String.class);

  private static final MethodHandle READ = readHandle();

  private final String text;
  private final Class<?> type;

  NamedValue(String text, Class<?> type) {
    this.text = text;
    this.type = type;
  }

  static Optional<NamedValue> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(value -> value.text).collect(Collectors.joining(", "));
  }

  Class<?> type() {
    return type;
  }

  /** A handle of type {@code (HandlerContext)type}. */
  MethodHandle handle() {
    return READ.bindTo(this).asType(MethodType.methodType(type, HandlerContext.class));
  }

  @Nullable Object read(HandlerContext context) {
    EventHead head = context.head();
    EventMetadata metadata = head.metadata();
    return switch (this) {
      case ID -> metadata.id();
      case SCHEMA_VERSION -> metadata.schemaVersion();
      case OCCURRED_AT -> metadata.occurredAt();
      case SERVICE -> metadata.service();
      case SERVICE_VERSION -> metadata.serviceVersion();
      case CORRELATION_ID -> metadata.correlationId();
      case CAUSATION_ID -> metadata.causationId();
      case HOPS -> metadata.hops();
      case SUBJECT -> metadata.actor() == null ? null : metadata.actor().subject();
      case ACCOUNT -> head.account();
      case REGION -> head.region();
      case BUS_EVENT_ID -> head.busEventId();
      case REPLAY_NAME -> head.replayName();
    };
  }

  private static MethodHandle readHandle() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              NamedValue.class, "read", MethodType.methodType(Object.class, HandlerContext.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("The method stands above.", impossible);
    }
  }
}
