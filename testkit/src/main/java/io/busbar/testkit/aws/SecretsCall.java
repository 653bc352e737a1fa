// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Secret;
import io.busbar.testkit.SecretChange;
import io.busbar.testkit.SecretValue;
import io.busbar.testkit.Secrets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of Secrets Manager: what its operations read from a request in the same way.
 *
 * @param secrets of the caller, where it calls
 */
record SecretsCall(Secrets secrets, Input input) {

  static SecretsCall of(Call call, InMemoryOrganization organization) {
    return new SecretsCall(call.caller().region(organization).secrets(), call.input());
  }

  Optional<Secret> find() {
    return secrets.find(Members.text(input, "SecretId"));
  }

  /**
   * The secret of this name, if it is the one that this request made when it was sent before: with
   * this token and value.
   */
  @Nullable Secret alreadyCreated(String name) {
    if (!input.has("ClientRequestToken") || !hasValue()) {
      return null;
    }
    SecretChange change = change(List.of(Secret.CURRENT));
    return secrets
        .find(name)
        .filter(secret -> secret.deletedAt().isEmpty())
        .filter(secret -> secret.versions().stream().anyMatch(each -> isSame(each, change)))
        .orElse(null);
  }

  /** The secret that the request names, marked for deletion or not. */
  Secret secret() {
    return secrets.require(Members.text(input, "SecretId"));
  }

  /** The secret that the request names. */
  Secret usableSecret() {
    Secret secret = secret();
    if (secret.deletedAt().isPresent()) {
      throw invalidRequest(
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
    return secret;
  }

  boolean hasValue() {
    if (input.has("SecretString") && input.has("SecretBinary")) {
      throw invalidParameter(
          "You can't specify both a binary secret value and a string secret value in the same"
              + " secret.");
    }
    return input.has("SecretString") || input.has("SecretBinary");
  }

  /** The version that the request brings. */
  SecretChange change(Collection<String> stages) {
    boolean binary = input.has("SecretBinary");
    String value = Members.text(input, binary ? "SecretBinary" : "SecretString");
    return new SecretChange(token(), value, binary, new TreeSet<>(stages));
  }

  private static boolean isSame(SecretValue version, SecretChange change) {
    return version.versionId().equals(change.versionId())
        && version.binary() == change.binary()
        && version.value().equals(change.value());
  }

  /** The id of the version that the request makes. */
  String token() {
    return input.text("ClientRequestToken", UUID.randomUUID().toString());
  }

  /** How answers begin. */
  static ObjectNode answer(Secret secret) {
    return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
  }

  static AwsErrorException invalidRequest(String message) {
    return new AwsErrorException("InvalidRequestException", message);
  }

  static AwsErrorException invalidParameter(String message) {
    return new AwsErrorException("InvalidParameterException", message);
  }
}
