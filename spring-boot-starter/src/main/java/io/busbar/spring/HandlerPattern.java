// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.core.handler.HandlerDescriptor.EventMatch;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pattern of a rule that brings handlers the events that they take, by their names. */
final class HandlerPattern {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String EVERYTHING = "{\"source\":[{\"prefix\":\"\"}]}";

  private HandlerPattern() {}

  /** Without handlers of its own, a service that handles what nobody else does gets everything. */
  static String of(List<HandlerDescriptor> handlers) {
    List<ObjectNode> names =
        handlers.stream().map(HandlerDescriptor::match).map(HandlerPattern::of).distinct().toList();
    if (names.size() < 2) {
      return names.isEmpty() ? EVERYTHING : names.get(0).toString();
    }
    ObjectNode any = JSON.createObjectNode();
    ArrayNode alternatives = any.putArray("$or");
    names.forEach(alternatives::add);
    return any.toString();
  }

  private static ObjectNode of(EventMatch match) {
    ObjectNode pattern = JSON.createObjectNode();
    ArrayNode source = pattern.putArray("source");
    String name = match.source();
    if (name.endsWith("*")) {
      source.addObject().put("prefix", name.substring(0, name.length() - 1));
    } else {
      source.add(name);
    }
    pattern.putArray("detail-type").add(match.detailType());
    return pattern;
  }
}
