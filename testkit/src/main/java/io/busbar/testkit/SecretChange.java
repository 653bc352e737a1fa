// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A version to be stored, as PutSecretValue takes it.
 *
 * @param versionId PutSecretValue's ClientRequestToken
 * @param value in Base64 if it is binary; it is left out of {@link #toString}
 * @param binary whether it is a SecretBinary
 * @param stages that it gets; none make it current only if no other version is
 */
public record SecretChange(
    String versionId, String value, boolean binary, SortedSet<String> stages) {

  public SecretChange {
    stages = Collections.unmodifiableSortedSet(new TreeSet<>(stages));
  }

  /** A version that is text. */
  public static SecretChange of(String versionId, String value, String... stages) {
    return new SecretChange(versionId, value, false, new TreeSet<>(List.of(stages)));
  }

  @Override
  public String toString() {
    return "version " + versionId + ' ' + stages;
  }
}
