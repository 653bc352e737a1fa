// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.ConfigurationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * From the text of a template to JSON. YAML's short forms of functions ({@code !Ref}) become their
 * long ones. JSON is YAML, so that one reader takes both.
 */
final class TemplateText {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** CloudFormation takes no aliases either (User Guide, "CloudFormation template formats"). */
  private static final int NO_ALIASES = 0;

  private TemplateText() {}

  /**
   * @param name of the file, for messages
   * @throws ConfigurationException if the text is not a YAML or JSON object
   */
  static ObjectNode read(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(NO_ALIASES).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent() && json(root.get()) instanceof ObjectNode template) {
        return template;
      }
    } catch (YamlEngineException | NumberFormatException broken) {
      throw unreadable(name, String.valueOf(broken.getMessage()).strip());
    } catch (Mistake mistake) {
      throw unreadable(name, mistake.text());
    }
    throw unreadable(name, "It is not an object with 'Resources'.");
  }

  private static ConfigurationException unreadable(String name, String why) {
    return ConfigurationException.of(
        "The template '%s' cannot be read as YAML or JSON".formatted(name), List.of(why));
  }

  private static JsonNode json(Node node) {
    String tag = node.getTag().getValue();
    JsonNode plain = plain(node);
    return tag.startsWith("!") && tag.length() > 1 ? function(tag.substring(1), plain) : plain;
  }

  private static JsonNode plain(Node node) {
    if (node instanceof MappingNode mapping) {
      return object(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.getValue().forEach(each -> array.add(json(each)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static ObjectNode object(MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple member : mapping.getValue()) {
      if (!(member.getKeyNode() instanceof ScalarNode key)) {
        throw new Mistake(
            "A key must be text, but was a collection%s.".formatted(place(member.getKeyNode())));
      }
      if (object.has(key.getValue())) {
        throw new Mistake("The key '%s' is there twice%s.".formatted(key.getValue(), place(key)));
      }
      object.set(key.getValue(), json(member.getValueNode()));
    }
    return object;
  }

  private static String place(Node node) {
    return node.getStartMark().map(mark -> ", in line " + (mark.getLine() + 1)).orElse("");
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String value = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.INT)) {
      return JSON.numberNode(new BigInteger(value));
    }
    if (tag.equals(Tag.FLOAT)) {
      return JSON.numberNode(new BigDecimal(value));
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(value));
    }
    return tag.equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(value);
  }

  private static ObjectNode function(String name, JsonNode argument) {
    boolean bare = name.equals("Ref") || name.equals("Condition");
    ObjectNode call = JSON.objectNode();
    call.set(bare ? name : "Fn::" + name, argument);
    return call;
  }
}
