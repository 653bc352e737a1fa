// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;

/** One key of one operator of a statement's {@code Condition}; all of them must be met. */
record Condition(ConditionOperator operator, String key, List<ConditionValue> values) {

  String name() {
    return operator.name() + " " + key;
  }

  List<String> texts() {
    return values.stream().map(ConditionValue::raw).toList();
  }

  boolean isMetBy(PolicyRequest request) {
    List<String> found = request.values(key);
    if (operator.isNull()) {
      String isNull = String.valueOf(found.isEmpty());
      return values.stream().anyMatch(value -> value.matches(isNull, request));
    }
    if (found.isEmpty()) {
      return operator.isMetByAbsence();
    }
    if (!values.stream().allMatch(value -> value.isResolvable(request))) {
      return false;
    }
    return switch (operator.qualifier()) {
      case FOR_ANY_VALUE -> found.stream().anyMatch(one -> isMetBy(one, request));
      case FOR_ALL_VALUES -> found.stream().allMatch(one -> isMetBy(one, request));
      case NONE -> isMetByOnly(found, request);
    };
  }

  /**
   * With several values in the request, a positive operator is false (EventBridge User Guide,
   * "multiple sources that can be used in an event pattern individually") and its negation true.
   */
  private boolean isMetByOnly(List<String> found, PolicyRequest request) {
    return found.size() == 1 ? isMetBy(found.get(0), request) : operator.isNegated();
  }

  private boolean isMetBy(String found, PolicyRequest request) {
    boolean any = values.stream().anyMatch(value -> value.matches(found, request));
    return any != operator.isNegated();
  }
}
