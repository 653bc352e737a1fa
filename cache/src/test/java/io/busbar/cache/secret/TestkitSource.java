// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import io.busbar.cache.secret.SecretSourceException.Reason;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.SecretValue;
import io.busbar.testkit.Secrets;

/** The testkit's Secrets Manager without a client between. */
record TestkitSource(Secrets secrets) implements SecretSource {

  @Override
  public Secret fetch(SecretRef ref) {
    try {
      io.busbar.testkit.Secret stored = secrets.require(ref.id());
      SecretValue value =
          ref.version().isPresent()
              ? stored.version(ref.version().get())
              : stored.value(ref.stage().orElse("AWSCURRENT"));
      return Secret.ofText(ref.id(), value.versionId(), value.value());
    } catch (AwsErrorException refused) {
      throw new SecretSourceException(reason(refused.code()), refused.getMessage(), refused);
    }
  }

  private static Reason reason(String code) {
    return switch (code) {
      case "ResourceNotFoundException", "InvalidRequestException" -> Reason.NOT_FOUND;
      case "ThrottlingException" -> Reason.THROTTLED;
      default -> Reason.UNAVAILABLE;
    };
  }
}
