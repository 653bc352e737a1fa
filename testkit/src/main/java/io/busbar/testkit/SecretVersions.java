// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
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

  /**
   * Adds a version, or finds that it is there already with the same value.
   *
   * @throws AwsErrorException {@code ResourceExistsException} if its id stands for another value
   */
  void add(SecretChange change) {
    SecretValue known = versions.get(change.versionId());
    if (known == null) {
      Instant now = secret.state().time().now();
      versions.put(
          change.versionId(),
          new SecretValue(
              change.versionId(), change.value(), change.binary(), now, new TreeSet<>()));
    } else if (!known.value().equals(change.value())) {
      throw new AwsErrorException(
          "ResourceExistsException",
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(change.versionId(), secret.arn()));
    }
    change.stages().stream()
        .filter(stage -> !stage.equals(Secret.CURRENT))
        .forEach(stage -> assign(stage, change.versionId()));
    if (!change.stages().isEmpty() && !change.stages().contains(Secret.CURRENT)) {
      forgetUnstaged();
    }
  }

  /** Takes a stage from the version that has it; without effect if none has. */
  void unassign(String stage) {
    List.copyOf(versions.keySet()).forEach(each -> change(each, stages -> stages.remove(stage)));
    forgetUnstaged();
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

  /** The id of the version that has the stage, or an empty text. */
  String holder(String stage) {
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
