// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventName;
import io.busbar.core.InvalidEventException;
import io.busbar.core.handler.Completion;
import io.busbar.core.handler.HandlerChain;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.handler.HandlerSlot;
import io.busbar.schema.EventSchema;
import io.busbar.schema.Json;
import io.busbar.schema.SchemaGenerator;
import io.busbar.schema.shape.Fields;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what handlers still read of fields that their senders have deprecated. Add it to the
 * dispatcher's interceptors with the senders' schemas; a service's dashboard then tells when nobody
 * is left.
 *
 * <p>Thread-safe. Only events for a handler whose record binds a deprecated field are looked at
 * again, for about what it costs to write and read them; all others cost a look into a map.
 */
public final class DeprecatedReads implements HandlerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(DeprecatedReads.class);
  private final BusbarConfig config;
  private final Map<EventName, EventSchema> schemas = new HashMap<>();
  private final Map<HandlerDescriptor, List<Field>> reads = new ConcurrentHashMap<>();

  /** A deprecated field that a record binds, and where to look for it. */
  private record Field(String path, JsonPointer pointer) {}

  private DeprecatedReads(BusbarConfig config, Collection<EventSchema> schemas) {
    this.config = config;
    for (EventSchema schema : schemas) {
      this.schemas.merge(
          schema.name(), schema, (one, other) -> one.version() >= other.version() ? one : other);
    }
  }

  /**
   * Counts with the instruments of a service.
   *
   * @param schemas of the events' senders; of several versions the newest counts
   */
  public static DeprecatedReads of(BusbarConfig config, Collection<EventSchema> schemas) {
    return new DeprecatedReads(config, schemas);
  }

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.VALIDATE;
  }

  @Override
  public String describe() {
    return "counts reads of deprecated fields";
  }

  /** Never refuses a handler, but tells once what it will have to stop reading. */
  @Override
  public List<String> check(HandlerDescriptor handler) {
    reads.put(handler, deprecated(handler));
    return List.of();
  }

  private List<Field> deprecated(HandlerDescriptor handler) {
    if (ReadPaths.isWhole(handler.detailType())) {
      return List.of();
    }
    return schemas.values().stream()
        .filter(schema -> handler.match().takes(schema.name()))
        .flatMap(schema -> deprecated(handler, schema).stream())
        .toList();
  }

  private static List<Field> deprecated(HandlerDescriptor handler, EventSchema schema) {
    List<String> bound =
        ReadPaths.of(
            SchemaGenerator.create()
                .schema(handler.detailType(), schema.name(), schema.version())
                .shape());
    return Fields.of(schema.shape()).values().stream()
        .filter(field -> field.member().deprecated() != null)
        .filter(field -> ReadPaths.touch(bound, field.path()))
        .map(field -> warned(handler, schema, field))
        .toList();
  }

  private static Field warned(HandlerDescriptor handler, EventSchema schema, Fields.Field field) {
    var deprecation = field.member().deprecated();
    if (deprecation != null) {
      log.warn(
          "Handler {} reads {} of {}, deprecated since version {}{}{}",
          handler.id(),
          field.path(),
          schema.name(),
          deprecation.since(),
          deprecation.removeAfter().isEmpty() ? "" : ", to go after " + deprecation.removeAfter(),
          deprecation.replacedBy().isEmpty() ? "" : "; read " + deprecation.replacedBy());
    }
    // The pointer leads to the outermost list: what is inside cannot be counted by one look.
    String path = field.path().replaceAll("(\\[\\*]|\\.\\*).*", "");
    return new Field(
        field.path(), JsonPointer.compile(path.substring(1).replace("~", "~0").replace('.', '/')));
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    List<Field> fields = reads.getOrDefault(context.handler(), List.of());
    if (!fields.isEmpty()) {
      count(context, fields);
    }
    return next.proceed(context);
  }

  /** What the handler was given, as JSON: the record's own names are not those of its fields. */
  private JsonNode written(@Nullable Object detail) {
    try {
      return detail == null
          ? MissingNode.getInstance()
          : Json.READER.readTree(config.codec().encode(detail, null, null).json());
    } catch (JsonProcessingException | InvalidEventException unwritable) {
      return MissingNode.getInstance();
    }
  }

  private void count(HandlerContext context, List<Field> fields) {
    JsonNode detail = written(context.detail());
    for (Field field : fields) {
      JsonNode value = detail.at(field.pointer());
      if (!value.isMissingNode() && !value.isNull()) {
        config
            .instruments()
            .deprecatedFieldRead(context.handlerId(), context.head().name(), field.path());
      }
    }
  }
}
