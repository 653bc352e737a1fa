// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code tracestate} of W3C Trace Context: at most 32 members, each key once. A list
 * that breaks this is dropped whole. One of more than 512 characters loses members as section
 * 3.3.1.5 says: those of more than 128 characters first, then the last ones.
 */
final class W3cTraceState {
  private static final int MOST_MEMBERS = 32;
  private static final int MOST_CHARACTERS = 512;
  private static final int LARGE = 128;
  private static final Pattern KEY =
      Pattern.compile(
          "[a-z0-9][-a-z0-9_*/]{0,255}|[a-z0-9][-a-z0-9_*/]{0,240}@[a-z][-a-z0-9_*/]{0,13}");

  private W3cTraceState() {}

  /** Null for an empty one. */
  static @Nullable String format(TraceState state) {
    if (state.isEmpty()) {
      return null;
    }
    List<String> members = new ArrayList<>();
    state.forEach((key, value) -> members.add(key + '=' + value));
    String text = String.join(",", shortened(members));
    return text.isEmpty() ? null : text;
  }

  /** What is not valid is the empty one. */
  static TraceState parse(String text) {
    List<String> members = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (String part : text.split(",", -1)) {
      String member = strip(part);
      if (member.isEmpty()) {
        continue;
      }
      if (!isMember(member) || !keys.add(key(member))) {
        return TraceState.getDefault();
      }
      members.add(member);
    }
    return members.size() > MOST_MEMBERS ? TraceState.getDefault() : build(shortened(members));
  }

  private static TraceState build(List<String> members) {
    TraceStateBuilder builder = TraceState.builder();
    // The builder puts each new member in front.
    for (int i = members.size() - 1; i >= 0; i--) {
      String member = members.get(i);
      builder.put(key(member), member.substring(key(member).length() + 1));
    }
    return builder.build();
  }

  private static List<String> shortened(List<String> members) {
    List<String> kept = new ArrayList<>(members);
    for (int i = kept.size() - 1; i >= 0 && length(kept) > MOST_CHARACTERS; i--) {
      if (kept.get(i).length() > LARGE) {
        kept.remove(i);
      }
    }
    while (length(kept) > MOST_CHARACTERS) {
      kept.remove(kept.size() - 1);
    }
    return kept;
  }

  private static int length(List<String> members) {
    return members.stream().mapToInt(member -> member.length() + 1).sum() - 1;
  }

  private static String key(String member) {
    return member.substring(0, member.indexOf('='));
  }

  private static boolean isMember(String member) {
    int equals = member.indexOf('=');
    return equals > 0
        && KEY.matcher(member.substring(0, equals)).matches()
        && isValue(member.substring(equals + 1));
  }

  /** 1 to 256 printable characters without comma and equals sign, not ending in a blank. */
  private static boolean isValue(String value) {
    return !value.isEmpty()
        && value.length() <= 256
        && !value.endsWith(" ")
        && value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != ',' && c != '=');
  }

  /** Blanks and tabs around members are allowed, and nothing else. */
  private static String strip(String part) {
    int from = 0;
    int to = part.length();
    while (from < to && isBlank(part.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(part.charAt(to - 1))) {
      to--;
    }
    return part.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
