// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.schema.EventSchema;
import io.busbar.schema.Json;
import java.util.Collection;
import java.util.Locale;

/**
 * Schemas as documents of EventBridge's schema registry, and these in a CloudFormation template.
 * The registry shows and hands out schemas; it has no operation that validates an event, which is
 * why Busbar validates before it publishes. Immutable, so that threads may share one.
 */
public final class RegistryExport {
  /** Of a document (CreateSchema API, {@code Content}). */
  private static final int LONGEST_CONTENT = 100_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final RegistryFormat format;

  private RegistryExport(RegistryFormat format) {
    this.format = format;
  }

  /** An export in one of the two forms that the registry takes. */
  public static RegistryExport as(RegistryFormat format) {
    return new RegistryExport(format);
  }

  /** The document that describes an event with its envelope, however long it is. */
  public ObjectNode document(EventSchema schema) {
    return format == RegistryFormat.OPEN_API_3 ? openApi(schema) : draft4(schema);
  }

  /**
   * A template with a registry and the newest version of each event, always in the same order.
   *
   * @throws IllegalArgumentException if a document is longer than the registry takes
   */
  public String cloudFormation(String registryName, Collection<EventSchema> schemas) {
    ObjectNode template = NODES.objectNode().put("AWSTemplateFormatVersion", "2010-09-09");
    template.put("Description", "Schemas of the registry " + registryName + ".");
    ObjectNode resources = template.putObject("Resources");
    ObjectNode registry =
        resources.putObject("EventRegistry").put("Type", "AWS::EventSchemas::Registry");
    registry.putObject("Properties").put("RegistryName", registryName);
    Newest.of(schemas).forEach(schema -> add(resources, schema));
    return Json.pretty(template);
  }

  private void add(ObjectNode resources, EventSchema schema) {
    String content = document(schema).toString();
    if (content.length() > LONGEST_CONTENT) {
      throw new IllegalArgumentException(
          "The document of %s has %d characters, but EventBridge's registry takes %d at most (CreateSchema API). Split the event, or leave it out of the export."
              .formatted(schema, content.length(), LONGEST_CONTENT));
    }
    ObjectNode resource =
        resources.putObject(logicalId(schema)).put("Type", "AWS::EventSchemas::Schema");
    ObjectNode properties = resource.putObject("Properties");
    properties
        .putObject("RegistryName")
        .putArray("Fn::GetAtt")
        .add("EventRegistry")
        .add("RegistryName");
    properties
        .put("SchemaName", schema.name().source() + "@" + title(schema))
        .put("Type", format.type())
        .put(
            "Description", "%s, version %d".formatted(schema.name().detailType(), schema.version()))
        .put("Content", content);
  }

  private static String logicalId(EventSchema schema) {
    return camel(schema.name().source()) + title(schema);
  }

  /** As EventBridge's own schema discovery names it: {@code OrderPlaced}. */
  static String title(EventSchema schema) {
    return camel(schema.name().detailType());
  }

  private static String camel(String text) {
    StringBuilder camel = new StringBuilder();
    for (String word : text.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return camel.toString();
  }

  private static ObjectNode openApi(EventSchema schema) {
    OpenApi30 dialect = new OpenApi30(title(schema));
    ObjectNode document = NODES.objectNode().put("openapi", "3.0.0");
    document
        .putObject("info")
        .put("version", schema.version() + ".0.0")
        .put("title", title(schema));
    document.putObject("paths");
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    schemas.set("AWSEvent", envelope(schema, dialect));
    schemas.setAll(dialect.definitions(schema.document()));
    return document;
  }

  private static ObjectNode draft4(EventSchema schema) {
    Draft4 dialect = new Draft4(title(schema));
    ObjectNode document = NODES.objectNode();
    document.put("$schema", "http://json-schema.org/draft-04/schema#");
    document.put("title", title(schema));
    document.setAll(envelope(schema, dialect));
    document.set("definitions", dialect.definitions(schema.document()));
    return document;
  }

  /** What EventBridge puts around every detail (User Guide, "Event structure"). */
  private static ObjectNode envelope(EventSchema schema, OlderDialect dialect) {
    ObjectNode envelope = NODES.objectNode().put("type", "object");
    envelope
        .putArray("required")
        .add("detail-type")
        .add("resources")
        .add("detail")
        .add("id")
        .add("source")
        .add("time")
        .add("region")
        .add("version")
        .add("account");
    envelope.put("x-amazon-events-detail-type", schema.name().detailType());
    envelope.put("x-amazon-events-source", schema.name().source());
    ObjectNode properties = envelope.putObject("properties");
    properties.set("detail", dialect.reference(title(schema)));
    for (String text : new String[] {"account", "detail-type", "id", "region", "source"}) {
      properties.putObject(text).put("type", "string");
    }
    properties.putObject("resources").put("type", "array").putObject("items").put("type", "string");
    properties.putObject("time").put("type", "string").put("format", "date-time");
    properties.putObject("version").put("type", "string");
    return envelope;
  }
}
