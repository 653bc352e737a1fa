// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a JSON value may be, as a schema says it. Immutable. */
public sealed interface Shape {

  /** Any value at all. */
  record Any() implements Shape {}

  /** No value at all: the schema {@code false}. */
  record Nothing() implements Shape {}

  /** Null alone. */
  record Null() implements Shape {}

  /** True or false. */
  record Bool() implements Shape {}

  /**
   * A text.
   *
   * @param values the only ones that it may have, or null for any
   * @param maxLength in characters (code points)
   */
  record Text(
      @Nullable Set<String> values,
      @Nullable String pattern,
      @Nullable String format,
      int minLength,
      int maxLength)
      implements Shape {
    public Text {
      values = values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /**
   * A number.
   *
   * @param minimum null for none
   * @param format as in {@code int32}, or null
   */
  record Numeric(
      boolean integer,
      @Nullable BigDecimal minimum,
      boolean aboveMinimum,
      @Nullable BigDecimal maximum,
      boolean belowMaximum,
      @Nullable String format)
      implements Shape {}

  /** A list of values of one shape. */
  record Sequence(Shape items, int minItems, int maxItems, boolean unique) implements Shape {}

  /**
   * An object.
   *
   * @param members by name, in the schema's order
   * @param others what a member of another name may be: {@link Nothing} when the schema is closed
   */
  record Struct(Map<String, Member> members, Shape others) implements Shape {
    public Struct {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public boolean isClosed() {
      return others instanceof Nothing;
    }
  }

  /**
   * One of several.
   *
   * @param exclusive whether exactly one has to fit, as {@code oneOf} says
   */
  record Union(List<Shape> alternatives, boolean exclusive) implements Shape {
    public Union {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** What has a name of its own, so that shapes can hold themselves. */
  final class Reference implements Shape {
    private final String name;
    private final Map<String, Shape> definitions;

    Reference(String name, Map<String, Shape> definitions) {
      this.name = name;
      this.definitions = definitions;
    }

    /** Never another reference. */
    public Shape target() {
      Shape target = definitions.get(name);
      return target == null ? new Nothing() : target;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Keywords that Busbar does not interpret: only a validator can tell. */
  record Opaque(JsonNode schema) implements Shape {}

  /**
   * A member of an object.
   *
   * @param deprecated null unless it is
   */
  record Member(
      Shape shape, boolean required, boolean sensitive, @Nullable Deprecation deprecated) {}

  /**
   * How long a field will stay.
   *
   * @param removeAfter empty when no day was promised
   * @param replacedBy empty when nothing replaces it
   */
  record Deprecation(int since, String removeAfter, String replacedBy) {}

  /** The shape itself, or what it refers to. */
  default Shape resolved() {
    return this instanceof Reference reference ? reference.target() : this;
  }
}
