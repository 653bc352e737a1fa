// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.EntryResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What PutEvents refuses, with EventBridge's codes and texts. */
final class PutEventsRules {

  static final EntryResult.Refused MALFORMED_DETAIL =
      new EntryResult.Refused("MalformedDetail", "Detail is malformed.");

  private static final int TIME_SIZE = 14;
  private static final int MAX_DETAIL_TYPE = 128;
  private static final int MAX_TRACE_HEADER = 500;

  /** PutEvents API, {@code EventBusName}. */
  private static final String BUS_PATTERN =
      "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+";

  private static final Pattern BUS = Pattern.compile(BUS_PATTERN);

  /** Most events go to the same bus as one before. */
  private static volatile String lastBus = "";

  private PutEventsRules() {}

  /**
   * Refuses the whole request: in the order of EventBridge, first what its service model says, then
   * the size.
   */
  static void checkRequest(List<PutEventsEntry> entries, ServiceLimits limits) {
    List<String> violations = new ArrayList<>();
    checkCount(entries.size(), limits.maxEntries(), violations);
    for (int i = 0; i < entries.size(); i++) {
      checkMembers("entries." + (i + 1) + ".member.", entries.get(i), violations);
    }
    if (!violations.isEmpty()) {
      throw invalid(
          "%d validation error%s detected: %s"
              .formatted(
                  violations.size(),
                  violations.size() == 1 ? "" : "s",
                  String.join("; ", violations)));
    }
    long size = entries.stream().mapToLong(PutEventsRules::size).sum();
    if (size >= limits.maxRequestBytes()) {
      throw invalid("Total size of the entries in the request is over the limit.");
    }
  }

  /** Refuses one entry; the others of its request go on. */
  static Optional<EntryResult.Refused> refusal(PutEventsEntry entry, ServiceLimits limits) {
    return missing("Source", entry.source())
        .or(() -> missing("DetailType", entry.detailType()))
        .or(() -> missing("Detail", entry.detail()))
        .or(() -> tooLong(entry, limits))
        .or(() -> reserved(entry.source()));
  }

  /** The caller's own account allows it, the policy of the bus does not. */
  static EntryResult accessDenied(String account, String bus) {
    return new EntryResult.Refused(
        "AccessDeniedException",
        "User: arn:aws:iam::%s:root is not authorized to perform: events:PutEvents on resource: %s because no resource-based policy allows the events:PutEvents action"
            .formatted(account, bus));
  }

  private static Optional<EntryResult.Refused> missing(String parameter, @Nullable String value) {
    return value == null || value.isEmpty()
        ? Optional.of(invalidArgument(parameter, parameter + " is a required argument."))
        : Optional.empty();
  }

  /** The lengths are AWS's (PutEvents API); how it words them is not recorded. */
  private static Optional<EntryResult.Refused> tooLong(PutEventsEntry entry, ServiceLimits limits) {
    if (entry.detailType() != null && entry.detailType().length() > MAX_DETAIL_TYPE) {
      return Optional.of(
          invalidArgument(
              "DetailType", "DetailType must have at most " + MAX_DETAIL_TYPE + " characters."));
    }
    int max = limits.maxResourceLength();
    for (String resource : entry.resources()) {
      if (resource.length() > max) {
        return Optional.of(
            invalidArgument("Resources", "A resource must have at most " + max + " characters."));
      }
    }
    return Optional.empty();
  }

  private static Optional<EntryResult.Refused> reserved(@Nullable String source) {
    return source != null && source.startsWith("aws.")
        ? Optional.of(
            new EntryResult.Refused(
                "NotAuthorizedForSourceException", "Not authorized for the source."))
        : Optional.empty();
  }

  private static EntryResult.Refused invalidArgument(String parameter, String reason) {
    return new EntryResult.Refused(
        "InvalidArgument", "Parameter " + parameter + " is not valid. Reason: " + reason);
  }

  /** AWS shows every entry with its detail, which may be personal data: here only their type. */
  private static void checkCount(int count, int max, List<String> violations) {
    if (count < 1 || count > max) {
      violations.add(
          violation(
              count < 1 ? "[]" : "[PutEventsRequestEntry]",
              "entries",
              count < 1
                  ? "Member must have length greater than or equal to 1"
                  : "Member must have length less than or equal to " + max));
    }
  }

  private static void checkMembers(String path, PutEventsEntry entry, List<String> violations) {
    String bus = entry.eventBusName();
    if (bus != null && !isBus(bus)) {
      violations.add(
          violation(
              bus,
              path + "eventBusName",
              "Member must satisfy regular expression pattern: " + BUS_PATTERN));
    }
    String trace = entry.traceHeader();
    if (trace != null && trace.length() > MAX_TRACE_HEADER) {
      violations.add(
          violation(
              trace,
              path + "traceHeader",
              "Member must have length less than or equal to " + MAX_TRACE_HEADER));
    }
  }

  private static boolean isBus(String text) {
    if (text.equals(lastBus)) {
      return true;
    }
    boolean valid = BUS.matcher(text).matches();
    lastBus = valid ? text : lastBus;
    return valid;
  }

  private static String violation(String value, String path, String constraint) {
    return "Value '%s' at '%s' failed to satisfy constraint: %s".formatted(value, path, constraint);
  }

  /** EventBridge User Guide, "Calculating PutEvents event entry size". */
  private static long size(PutEventsEntry entry) {
    long size = entry.time() == null ? 0 : TIME_SIZE;
    size += utf8(entry.source()) + utf8(entry.detailType()) + utf8(entry.detail());
    for (String resource : entry.resources()) {
      size += utf8(resource);
    }
    return size;
  }

  private static long utf8(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static AwsErrorException invalid(String message) {
    return new AwsErrorException("ValidationException", message);
  }
}
