// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.shape;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All fields of a shape by their paths, as in {@code $.items[*].price} or {@code $.prices.*}. What
 * holds itself is described once.
 */
public final class Fields {
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Deque<Shape> around = new ArrayDeque<>();

  private Fields() {}

  /**
   * One field.
   *
   * @param leaf whether it has no fields of its own
   */
  public record Field(String path, Shape.Member member, boolean leaf) {}

  /** In the order of the schema, without the reserved members of the wire format. */
  public static Map<String, Field> of(Shape shape) {
    Fields fields = new Fields();
    fields.walk("$", shape);
    fields.fields.keySet().removeIf(Fields::isReserved);
    return fields.fields;
  }

  private static boolean isReserved(String path) {
    return path.matches("\\$\\.(_metadata|traceContext)([.\\[].*)?");
  }

  /** Whether it had anything to describe. */
  private boolean walk(String path, Shape shape) {
    Shape here = shape.resolved();
    if (around.stream().anyMatch(each -> each == here)) {
      return false;
    }
    around.push(here);
    boolean found = walkResolved(path, here);
    around.pop();
    return found;
  }

  private boolean walkResolved(String path, Shape here) {
    if (here instanceof Shape.Union union) {
      boolean found = false;
      for (Shape alternative : union.alternatives()) {
        found |= walk(path, alternative);
      }
      return found;
    }
    if (here instanceof Shape.Sequence list) {
      return walk(path + "[*]", list.items());
    }
    if (!(here instanceof Shape.Struct struct)) {
      return false;
    }
    struct.members().forEach((name, member) -> add(path + "." + name, member));
    boolean map = !struct.isClosed() && !(struct.others() instanceof Shape.Any);
    if (map) {
      add(path + ".*", new Shape.Member(struct.others(), false, false, null));
    }
    return map || !struct.members().isEmpty();
  }

  private void add(String path, Shape.Member member) {
    // Before its own fields, in the order of reading.
    fields.putIfAbsent(path, new Field(path, member, true));
    if (walk(path, member.shape())) {
      fields.put(path, new Field(path, member, false));
    }
  }
}
