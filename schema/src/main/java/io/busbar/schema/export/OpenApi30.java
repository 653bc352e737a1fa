// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The schemas of OpenAPI 3.0, which have one type each and say {@code nullable} instead of null.
 */
final class OpenApi30 extends OlderDialect {
  private static final Set<String> KNOWN =
      Set.of(
          "title",
          "description",
          "type",
          "format",
          "enum",
          "const",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "items",
          "minItems",
          "maxItems",
          "uniqueItems",
          "properties",
          "required",
          "additionalProperties",
          "anyOf",
          "oneOf",
          "allOf",
          "not",
          "deprecated",
          "readOnly",
          "writeOnly",
          "default");

  OpenApi30(String rootName) {
    super("#/components/schemas/", rootName);
  }

  @Override
  boolean knows(String keyword) {
    return KNOWN.contains(keyword) || keyword.startsWith("x-");
  }

  @Override
  ObjectNode settled(ObjectNode written) {
    if (written.get("type") instanceof ArrayNode types) {
      return withTypes(written, types);
    }
    if (written.path("type").asText().equals("null")) {
      return onlyNull();
    }
    return written.get("anyOf") instanceof ArrayNode alternatives
        ? withoutNull(written, alternatives)
        : written;
  }

  /** Null and nothing else: of a type that never is, were it not nullable. */
  private static ObjectNode onlyNull() {
    ObjectNode nothing = NODES.objectNode().put("type", "string").put("nullable", true);
    nothing.putArray("enum").addNull();
    return nothing;
  }

  private static boolean isNull(JsonNode schema) {
    return schema.path("enum").size() == 1 && schema.path("enum").path(0).isNull();
  }

  private static ObjectNode withTypes(ObjectNode written, ArrayNode types) {
    boolean nullable = false;
    ArrayNode others = NODES.arrayNode();
    for (JsonNode type : types) {
      if (type.asText().equals("null")) {
        nullable = true;
      } else {
        others.add(type);
      }
    }
    if (others.size() == 1) {
      written.set("type", others.get(0));
    } else {
      ArrayNode alternatives = written.putArray("anyOf");
      others.forEach(type -> alternatives.addObject().set("type", type));
      written.remove("type");
    }
    return nullable ? written.put("nullable", true) : written;
  }

  /** Nullable is a property of a schema, not an alternative beside it. */
  private static ObjectNode withoutNull(ObjectNode written, ArrayNode alternatives) {
    ArrayNode others = NODES.arrayNode();
    alternatives.forEach(
        each -> {
          if (!isNull(each)) {
            others.add(each);
          }
        });
    if (others.size() == alternatives.size() || others.size() != 1) {
      return written;
    }
    JsonNode only = others.get(0);
    written.remove("anyOf");
    if (only.path("type").isTextual()) {
      written.setAll((ObjectNode) only);
      return written.put("nullable", true);
    }
    // A reference may have no siblings, and nullable needs a type beside it: null is offered apart.
    written.putArray("anyOf").add(only).add(onlyNull());
    return written;
  }
}
