// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Members of requests that have no effect here and read back as they were set: descriptions, keys.
 * By the identity of what they are said of; what is deleted takes its members with it. Thread-safe.
 */
final class KeptMembers {
  private final List<String> names;
  private final Map<Object, ObjectNode> kept = Collections.synchronizedMap(new WeakHashMap<>());

  KeptMembers(String... names) {
    this.names = List.of(names);
  }

  /** Keeps what the request says; what it does not say stays. */
  void keep(Object owner, Input input) {
    keep(owner, input, addTo(Json.object(), owner));
  }

  /** Keeps what the request says, and nothing of what was said before. */
  void replace(Object owner, Input input) {
    keep(owner, input, Json.object());
  }

  private void keep(Object owner, Input input, ObjectNode changed) {
    for (String name : names) {
      JsonNode value = input.json().path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        changed.set(name, value);
      }
    }
    kept.put(owner, changed);
  }

  ObjectNode addTo(ObjectNode answer, Object owner) {
    ObjectNode found = kept.get(owner);
    return found == null ? answer : answer.setAll(found);
  }
}
