// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.schema.shape.Fields;
import io.busbar.schema.shape.Shape;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The paths that a record binds. */
final class ReadPaths {

  private ReadPaths() {}

  /** The leaves: who reads a leaf reads what is around it. */
  static List<String> of(Shape shape) {
    return Fields.of(shape).values().stream()
        .filter(Fields.Field::leaf)
        .map(Fields.Field::path)
        .toList();
  }

  /** Whether a handler sees the whole detail, so that nobody knows what it reads. */
  static boolean isWhole(Type type) {
    return type instanceof Class<?> raw
        ? JsonNode.class.isAssignableFrom(raw) || raw == Object.class
        : Map.class.getName().equals(type.getTypeName().replaceAll("<.*", ""));
  }

  /** Whether one of the paths leads to the field or into it. */
  static boolean touch(Collection<String> reads, String field) {
    return reads.stream()
        .anyMatch(read -> read.equals("$") || isWithin(read, field) || isWithin(field, read));
  }

  private static boolean isWithin(String path, String around) {
    return path.equals(around) || path.startsWith(around + ".") || path.startsWith(around + "[");
  }
}
