// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags as EventBridge and Secrets Manager write them: a list of keys and values. */
final class TagItems {
  private TagItems() {}

  static Map<String, String> read(Input input) {
    Map<String, String> tags = new LinkedHashMap<>();
    input.objects("Tags").forEach(tag -> tags.put(tag.text("Key", ""), tag.text("Value", "")));
    return tags;
  }

  static void write(Map<String, String> tags, ArrayNode items) {
    tags.forEach((key, value) -> items.addObject().put("Key", key).put("Value", value));
  }
}
