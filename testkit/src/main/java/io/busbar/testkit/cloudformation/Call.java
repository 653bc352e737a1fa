// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of an intrinsic function: an object with one member.
 *
 * @param name as in {@code Ref} and {@code Fn::Sub}
 */
record Call(String name, JsonNode argument) {

  /** The call that the node is, or null if it is something else. */
  static @Nullable Call of(JsonNode node) {
    if (!(node instanceof ObjectNode object) || object.size() != 1) {
      return null;
    }
    Map.Entry<String, JsonNode> member = object.properties().iterator().next();
    String name = member.getKey();
    boolean isCall = name.equals("Ref") || name.startsWith("Fn::");
    return isCall ? new Call(name, member.getValue()) : null;
  }

  /** Calls the consumer for everything that is used by this node, with the attribute or "". */
  static void references(JsonNode node, BiConsumer<String, String> consumer) {
    Call call = of(node);
    if (call == null) {
      node.forEach(each -> references(each, consumer));
      return;
    }
    switch (call.name) {
      case "Ref" -> consumer.accept(call.argument.asText(), "");
      case "Fn::GetAtt" -> {
        String[] parts = call.attribute();
        consumer.accept(parts[0], parts[1]);
      }
      case "Fn::Sub" -> call.substitution().references(consumer);
      default -> references(call.argument, consumer);
    }
  }

  /** The two parts of the argument of {@code Fn::GetAtt}, in its long or its short form. */
  String[] attribute() {
    if (argument.isArray() && argument.size() == 2 && argument.get(0).isTextual()) {
      return new String[] {argument.get(0).asText(), argument.get(1).asText()};
    }
    int dot = argument.asText().indexOf('.');
    if (dot < 1) {
      throw new Mistake(
          "Fn::GetAtt takes a resource and an attribute, as in !GetAtt Orders.Arn, but was given '%s'."
              .formatted(argument.isTextual() ? argument.asText() : argument));
    }
    return new String[] {argument.asText().substring(0, dot), argument.asText().substring(dot + 1)};
  }

  /** The argument of {@code Fn::Sub}, in either form. */
  Substitution substitution() {
    return Substitution.of(argument);
  }
}
