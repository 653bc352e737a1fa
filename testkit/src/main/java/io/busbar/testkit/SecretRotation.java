// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/**
 * Code that plays the Lambda function which rotates a secret (Secrets Manager User Guide, "Lambda
 * rotation functions"). Given to {@link Secrets#rotationFunction}; runs outside of the
 * organization's lock, so that it may call anything, {@code LocalAws} included.
 */
@FunctionalInterface
public interface SecretRotation {

  /** What the function is called for, in this order. */
  enum Step {
    /** Makes the new value and stores it under {@link Secret#PENDING}. */
    CREATE_SECRET,
    /** Changes the password in the service that it is for. */
    SET_SECRET,
    /** Tries the new password. */
    TEST_SECRET,
    /** Makes the new version {@link Secret#CURRENT}. */
    FINISH_SECRET
  }

  /**
   * Does a step. What it throws ends the rotation.
   *
   * @param versionId of the new version: the ClientRequestToken of the Lambda function's event
   */
  void run(Step step, Secret secret, String versionId);

  /** A rotation that makes the new value of the current one, and has no service to tell. */
  static SecretRotation generating(UnaryOperator<String> next) {
    return (step, secret, versionId) -> {
      if (step == Step.CREATE_SECRET) {
        String value = next.apply(secret.value().value());
        secret.put(SecretChange.of(versionId, value, Secret.PENDING));
      } else if (step == Step.FINISH_SECRET) {
        secret.moveStage(Secret.CURRENT, versionId);
      }
    };
  }

  /** Runs the steps up to one that fails, and tells whether none did. */
  default boolean runAll(Secret secret, String versionId) {
    for (Step step : Step.values()) {
      try {
        run(step, secret, versionId);
      } catch (RuntimeException failure) {
        LoggerFactory.getLogger(SecretRotation.class)
            .warn(
                "The rotation of {} failed at {}; its version stays pending.",
                secret,
                step,
                failure);
        return false;
      }
    }
    return true;
  }
}
