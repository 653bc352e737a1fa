// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import io.busbar.core.EventName;
import io.busbar.schema.EventSchema;
import io.busbar.schema.compatibility.Compatibility;
import io.busbar.schema.compatibility.Finding;
import io.busbar.schema.compatibility.Rule;
import io.busbar.schema.manifest.ServiceManifest.Consumed;
import io.busbar.schema.shape.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom a change of an event breaks, by name: the consumers whose manifests are known. */
public final class Victims {
  private final EventSchema before;
  private final EventSchema after;
  private final List<Finding> findings = new ArrayList<>();

  private Victims(EventSchema before, EventSchema after) {
    this.before = before;
    this.after = after;
  }

  /**
   * What a change breaks for these consumers: fields that they read, values that they cannot read,
   * values and fields that their rules filter on. What was broken before is not counted.
   */
  public static List<Finding> of(
      EventSchema before, EventSchema after, List<ServiceManifest> manifests) {
    Victims victims = new Victims(before, after);
    for (ServiceManifest manifest : manifests) {
      for (Consumed consumed : manifest.consumes()) {
        if (consumed.takes(after.name())) {
          victims.check(manifest, consumed);
        }
      }
      manifest
          .rules()
          .forEach(
              rule ->
                  victims.filters(
                      "the rule '%s' of %s".formatted(rule.name(), manifest.title()),
                      rule.pattern()));
    }
    return victims.findings.stream().sorted().distinct().toList();
  }

  private void check(ServiceManifest manifest, Consumed consumed) {
    String victim = victim(manifest, consumed);
    Set<String> missed = new HashSet<>();
    removed()
        .forEach(
            (path, field) -> {
              if (ReadPaths.touch(consumed.reads(), path)) {
                missed.add(path);
                findings.add(new Finding(Rule.FIELD_READ, path, words(field), "absent", victim));
              }
            });
    if (consumed.schema() != null) {
      EventSchema reader = new EventSchema(after.name(), consumed.version(), consumed.schema());
      List<Finding> old = Compatibility.unreadable(before, reader, victim);
      Compatibility.unreadable(after, reader, victim).stream()
          .filter(finding -> !old.contains(finding) && !missed.contains(finding.path()))
          .forEach(findings::add);
    }
    if (consumed.pattern() != null) {
      filters("the pattern of " + victim, consumed.pattern());
    }
  }

  private static String victim(ServiceManifest manifest, Consumed consumed) {
    String version = consumed.version() == 0 ? "" : " of version " + consumed.version();
    return "%s, handler %s%s".formatted(manifest.title(), consumed.handler(), version);
  }

  private static String words(Fields.Field field) {
    return field.member().required() ? "sent always" : "sent now and then";
  }

  /** The topmost fields that are no longer there. */
  private Map<String, Fields.Field> removed() {
    Map<String, Fields.Field> removed = Fields.of(before.shape());
    removed.keySet().removeAll(Fields.of(after.shape()).keySet());
    Set<String> all = Set.copyOf(removed.keySet());
    removed
        .keySet()
        .removeIf(
            path ->
                all.stream()
                    .anyMatch(
                        other -> path.startsWith(other + ".") || path.startsWith(other + "[")));
    return removed;
  }

  private void filters(String victim, String pattern) {
    EventName name = after.name();
    PatternFilter filter = PatternFilter.of(pattern);
    if (filter.mayTake(name)) {
      findings.addAll(new FilteredFields(before.shape(), after.shape()).findings(filter, victim));
    }
  }
}
