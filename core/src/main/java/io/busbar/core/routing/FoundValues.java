// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event has at the path of a pattern's field. Only for showing it: nothing is matched. */
final class FoundValues {

  private final String path;
  private final List<JsonNode> values = new ArrayList<>();
  private final Set<String> arrays = new LinkedHashSet<>();
  private @Nullable JsonNode container;

  private FoundValues(String path) {
    this.path = path;
  }

  /** Looks everywhere: paths lead through arrays, and a dot in a name is the same as a level. */
  static FoundValues at(JsonNode envelope, String path) {
    FoundValues found = new FoundValues(path);
    found.visitMembers(envelope, "", Set.of());
    return found;
  }

  /** The values at the path, as the event has them. */
  List<JsonNode> values() {
    return values;
  }

  /** The paths of the arrays whose elements hold these values. */
  Set<String> arrays() {
    return new LinkedHashSet<>(arrays);
  }

  /** An object, or an array without values of its own, at the path; null if there is none. */
  @Nullable JsonNode container() {
    return container;
  }

  private void visitMembers(JsonNode object, String prefix, Set<String> above) {
    object.properties().forEach(field -> visit(field.getValue(), prefix + field.getKey(), above));
  }

  private void visit(JsonNode node, String name, Set<String> above) {
    if (!path.equals(name) && !path.startsWith(name + '.')) {
      return;
    }
    if (node.isArray()) {
      visitElements(node, name, above);
    } else if (node.isObject()) {
      visitMembers(node, name + '.', above);
    } else if (path.equals(name)) {
      values.add(node);
      arrays.addAll(above);
    }
    if (node.isContainerNode() && path.equals(name)) {
      container = node;
    }
  }

  private void visitElements(JsonNode array, String name, Set<String> above) {
    Set<String> inside = new HashSet<>(above);
    inside.add(name);
    for (JsonNode element : array) {
      visit(element, name, element.isContainerNode() ? inside : above);
    }
  }
}
