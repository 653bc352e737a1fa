// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;

/**
 * {@code Action}, {@code NotAction}, {@code Resource} or {@code NotResource}: texts with wildcards,
 * one of which must match, or with Not none.
 */
record TextElement(String name, List<PolicyText> values) {

  boolean admits(String found, PolicyRequest request) {
    boolean any = values.stream().anyMatch(value -> value.matches(found, request));
    return any != name.startsWith("Not");
  }

  List<String> texts() {
    return values.stream().map(PolicyText::raw).toList();
  }
}
