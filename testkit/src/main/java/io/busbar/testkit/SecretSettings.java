// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import org.jspecify.annotations.Nullable;

/**
 * What is said of a secret beside its value.
 *
 * @param description at most 2,048 characters; empty for none
 * @param kmsKeyId kept without effect; null for AWS's own key
 * @param rotationFunctionArn the function that rotates it, see {@link Secrets#rotationFunction};
 *     null if it is not rotated
 * @param rotationRules JSON as RotateSecret takes it; kept without effect, nothing rotates by
 *     itself
 */
public record SecretSettings(
    String description,
    @Nullable String kmsKeyId,
    @Nullable String rotationFunctionArn,
    @Nullable String rotationRules) {

  /** Of a secret about which nothing was said. */
  public static final SecretSettings DEFAULT = new SecretSettings("", null, null, null);

  public SecretSettings withDescription(String changed) {
    return new SecretSettings(changed, kmsKeyId, rotationFunctionArn, rotationRules);
  }

  public SecretSettings withKmsKeyId(@Nullable String changed) {
    return new SecretSettings(description, changed, rotationFunctionArn, rotationRules);
  }

  public SecretSettings withRotation(@Nullable String functionArn, @Nullable String rules) {
    return new SecretSettings(description, kmsKeyId, functionArn, rules);
  }
}
