// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where answers begin. */
final class Json {
  private Json() {}

  /** An answer without members yet; AWS answers {@code {}} where there is nothing to say. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
