// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TraceContext;
import io.busbar.core.publish.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry carries beside its detail, as the text of the column {@code headers}: one {@code
 * name: value} a line, readable for a person who looks at the table. Null when there is nothing.
 */
record Headers(
    List<String> resources,
    @Nullable Instant time,
    @Nullable String traceHeader,
    @Nullable TraceContext traceContext) {

  private static final String SEPARATOR = ": ";

  static Headers of(Entry entry) {
    return new Headers(entry.resources(), entry.time(), entry.traceHeader(), entry.traceContext());
  }

  @Nullable String text() {
    StringBuilder text = new StringBuilder();
    resources.forEach(resource -> line(text, "resource", resource));
    line(text, "time", time == null ? null : time.toString());
    line(text, "trace-header", traceHeader);
    if (traceContext != null) {
      line(text, "traceparent", traceContext.traceparent());
      line(text, "tracestate", traceContext.tracestate());
      line(text, "baggage", traceContext.baggage());
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** Lines of names that this version does not know are skipped: a newer node may have written. */
  static Headers parse(@Nullable String text) {
    Parser parser = new Parser();
    if (text != null) {
      text.lines().forEach(parser::line);
    }
    return parser.headers();
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(SEPARATOR).append(escape(value)).append('\n');
    }
  }

  /** A resource is any text to EventBridge, so it may hold what ends a line. */
  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescape(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (next == '\\') {
        char escaped = value.charAt(++i);
        plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      } else {
        plain.append(next);
      }
    }
    return plain.toString();
  }

  /** Collects the lines of one text. */
  private static final class Parser {
    private final List<String> resources = new ArrayList<>();
    private @Nullable Instant time;
    private @Nullable String traceHeader;
    private @Nullable String traceparent;
    private @Nullable String tracestate;
    private @Nullable String baggage;

    void line(String line) {
      int end = line.indexOf(SEPARATOR);
      String value = unescape(line.substring(end + SEPARATOR.length()));
      switch (line.substring(0, end)) {
        case "resource" -> resources.add(value);
        case "time" -> time = Instant.parse(value);
        case "trace-header" -> traceHeader = value;
        case "traceparent" -> traceparent = value;
        case "tracestate" -> tracestate = value;
        case "baggage" -> baggage = value;
        default -> {}
      }
    }

    Headers headers() {
      TraceContext context =
          traceparent == null ? null : new TraceContext(traceparent, tracestate, baggage);
      return new Headers(resources, time, traceHeader, context);
    }
  }
}
