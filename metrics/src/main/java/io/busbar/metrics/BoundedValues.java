// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of one tag: the first hundred are kept apart, all others are one. A series for each of
 * what others send would be the end of the metrics' store. Thread-safe.
 */
final class BoundedValues {
  static final int MOST = 100;
  static final String OTHER = "_other";
  static final String UNKNOWN = "_unknown";
  private static final int LONGEST = 200;

  private final Map<String, String> known = new ConcurrentHashMap<>();

  String of(String value) {
    String tag = known.get(value);
    if (tag != null) {
      return tag;
    }
    return value.isBlank() ? UNKNOWN : remember(value);
  }

  /** May end up some above the bound when threads race; they are as many as the threads at most. */
  private String remember(String value) {
    if (known.size() >= MOST || value.length() > LONGEST) {
      return OTHER;
    }
    known.put(value, value);
    return value;
  }
}
