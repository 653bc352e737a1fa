// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The versions of one secret and their stages. A version that loses its last stage is forgotten, at
 * once; AWS does so in the end. Guarded by the organization's lock.
 */
final class SecretVersions {
  private final Secret secret;
  private final Map<String, SecretValue> versions = new LinkedHashMap<>();

  SecretVersions(Secret secret) {
    this.secret = secret;
  }

  List<SecretValue> all() {
    return List.copyOf(versions.values());
  }

  /** Returns the new version's id. */
  String add(String value, String stage) {
    State state = secret.state();
    String id = state.newId();
    versions.put(id, new SecretValue(id, value, state.time().now(), new TreeSet<>()));
    move(stage, id);
    return id;
  }

  /** Returns false if it is current already. */
  boolean makeCurrent(String id) {
    String old = holder(Secret.CURRENT);
    if (id.equals(old)) {
      return false;
    }
    require(id);
    if (!old.isEmpty()) {
      assign(Secret.PREVIOUS, old);
    }
    assign(Secret.CURRENT, id);
    change(id, stages -> stages.remove(Secret.PENDING));
    forgetUnstaged();
    return true;
  }

  /** Exactly one version has the stage afterwards. */
  void move(String stage, String id) {
    require(id);
    assign(stage, id);
    forgetUnstaged();
  }

  private void assign(String stage, String id) {
    change(id, stages -> stages.add(stage));
    for (String other : new ArrayList<>(versions.keySet())) {
      if (!other.equals(id)) {
        change(other, stages -> stages.remove(stage));
      }
    }
  }

  private void forgetUnstaged() {
    versions.values().removeIf(version -> version.stages().isEmpty());
  }

  private String holder(String stage) {
    return versions.values().stream()
        .filter(version -> version.stages().contains(stage))
        .map(SecretValue::versionId)
        .findFirst()
        .orElse("");
  }

  private void require(String id) {
    if (!versions.containsKey(id)) {
      throw Secrets.missing("specified secret value for VersionId: " + id);
    }
  }

  private void change(String id, Consumer<Set<String>> change) {
    versions.computeIfPresent(
        id,
        (each, version) -> {
          Set<String> stages = new TreeSet<>(version.stages());
          change.accept(stages);
          return version.withStages(stages);
        });
  }
}
