// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One version of a secret.
 *
 * @param versionId a UUID
 * @param value the secret itself, in Base64 if it is binary; it is left out of {@link #toString}
 * @param binary whether it was given as SecretBinary
 * @param stages as in {@code AWSCURRENT}; a version without any will be forgotten
 */
public record SecretValue(
    String versionId, String value, boolean binary, Instant createdAt, SortedSet<String> stages) {

  public SecretValue {
    stages = Collections.unmodifiableSortedSet(new TreeSet<>(stages));
  }

  SecretValue withStages(Set<String> changed) {
    return new SecretValue(versionId, value, binary, createdAt, new TreeSet<>(changed));
  }

  @Override
  public String toString() {
    return "version " + versionId + ' ' + stages;
  }
}
