// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import io.busbar.core.evolution.UpcasterChain;
import io.busbar.schema.EventSchema;
import io.busbar.schema.Keywords;
import io.busbar.schema.compatibility.Compatibility;
import io.busbar.schema.compatibility.Direction;
import io.busbar.schema.compatibility.Finding;
import io.busbar.schema.compatibility.Reading;
import io.busbar.schema.manifest.Victims;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the registry is asked about one event. */
final class EventChecks {
  private final EventRegistry registry;
  private final Class<?> type;
  private final EventSchema newest;
  private final EventFolder folder;
  private final NavigableMap<Integer, EventSchema> versions;
  private final @Nullable UpcasterChain chain;

  EventChecks(EventRegistry registry, Class<?> type, EventSchema newest) {
    this.registry = registry;
    this.type = type;
    this.newest = newest;
    this.folder = EventFolder.of(registry.folder, newest.name());
    this.versions = folder.versions();
    this.chain = registry.upcasters.find(newest.name());
  }

  List<RegistryCheck> checks() {
    List<RegistryCheck> checks = new ArrayList<>();
    for (EventSchema older : versions.headMap(newest.version(), false).values()) {
      if (canComeBack(older)) {
        checks.add(check("version %d comes back", older.version(), () -> backward(older)));
        checks.add(check("version %d's consumers", older.version(), () -> forward(older)));
      }
    }
    EventSchema same = versions.get(newest.version());
    if (same != null) {
      checks.add(check("version %d's consumers", newest.version(), () -> inPlace(same)));
    }
    for (EventSchema version : versions.headMap(newest.version(), true).values()) {
      for (Path sample : folder.samples(version.version())) {
        checks.add(sample(version, sample));
      }
    }
    // Last, because it may write what the others compare with.
    checks.add(check("version %d is the record", newest.version(), this::recorded));
    return checks;
  }

  private RegistryCheck check(String name, int version, Supplier<List<String>> search) {
    return new RegistryCheck(newest.name() + ": " + name.formatted(version), search);
  }

  private RegistryCheck sample(EventSchema own, Path file) {
    SampleCheck sample = new SampleCheck(registry, type, newest, chain);
    return new RegistryCheck(
        "%s: version %d, sample %s".formatted(newest.name(), own.version(), file.getFileName()),
        () -> sample.findings(own, file));
  }

  /** Until its last event is older than whatever keeps events. */
  private boolean canComeBack(EventSchema older) {
    return registry.retention == null
        || older
            .superseded()
            .map(last -> !last.plusDays(registry.retention.toDays()).isBefore(today()))
            .orElse(true);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(registry.time.now(), ZoneOffset.UTC);
  }

  private List<String> backward(EventSchema older) {
    if (chain == null) {
      return texts(Compatibility.findings(older, newest, Direction.BACKWARD, Reading.TOLERANT));
    }
    List<String> findings = new ArrayList<>(chain.missingStep(newest.version()).stream().toList());
    if (older.version() < chain.oldestVersion()) {
      findings.add(
          "The upcaster chain of %s starts at version %d, but events of version %d can come back. Add step(%d, …)."
              .formatted(newest.name(), chain.oldestVersion(), older.version(), older.version()));
    }
    if (folder.samples(older.version()).isEmpty()) {
      findings.add(
          "Version %d becomes version %d by the upcaster chain, but nothing shows that it does: '%s/v%d.samples' is empty. Add an event of that version."
              .formatted(older.version(), newest.version(), folder.title(), older.version()));
    }
    return findings;
  }

  private List<String> forward(EventSchema older) {
    List<Finding> findings =
        new ArrayList<>(
            registry.consumers == null
                ? Compatibility.findings(older, newest, Direction.FORWARD, Reading.TOLERANT)
                : Victims.of(older, newest, registry.consumers));
    findings.addAll(Promises.broken(older, newest, today()));
    return texts(findings);
  }

  /** A version that changes without a new number breaks those who read it. */
  private List<String> inPlace(EventSchema same) {
    return same.fingerprint().equals(newest.fingerprint()) ? List.of() : forward(same);
  }

  private List<String> recorded() {
    EventSchema written = versions.get(newest.version());
    if (written != null && written.fingerprint().equals(newest.fingerprint())) {
      return List.of();
    }
    if (registry.accept) {
      write(written == null);
      return List.of();
    }
    if (written == null) {
      return List.of(
          "'%s' does not exist. Run this test with -D%s and commit the file, with a sample in 'v%d.samples'."
              .formatted(folder.fileOf(newest.version()), EventRegistry.ACCEPT, newest.version()));
    }
    return List.of(
        "The record %s is not what '%s' says%s\nIf events of version %d have been sent, make the record version %d; if not, run this test with -D%s and commit the file."
            .formatted(
                type.getSimpleName(),
                folder.fileOf(newest.version()),
                changes(written),
                newest.version(),
                newest.version() + 1,
                EventRegistry.ACCEPT));
  }

  private String changes(EventSchema written) {
    List<Finding> changes =
        new ArrayList<>(
            Compatibility.findings(written, newest, Direction.BACKWARD, Reading.STRICT));
    changes.addAll(Compatibility.findings(written, newest, Direction.FORWARD, Reading.STRICT));
    if (changes.isEmpty()) {
      return ", although both allow the same: a mark, a word or a bound has changed.";
    }
    StringBuilder text = new StringBuilder(":");
    changes.stream()
        .map(
            change ->
                "\n- %s: before %s, now %s"
                    .formatted(change.path(), change.before(), change.after()))
        .distinct()
        .forEach(text::append);
    return text.toString();
  }

  private void write(boolean isNewVersion) {
    folder.write(newest);
    Map.Entry<Integer, EventSchema> previous = versions.lowerEntry(newest.version());
    if (isNewVersion && previous != null && previous.getValue().superseded().isEmpty()) {
      previous.getValue().document().put(Keywords.SUPERSEDED, today().toString());
      folder.write(previous.getValue());
    }
  }

  private static List<String> texts(List<Finding> findings) {
    return findings.stream().map(Finding::describe).toList();
  }
}
