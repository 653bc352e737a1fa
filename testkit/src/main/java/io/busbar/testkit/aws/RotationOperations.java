// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Secret;
import io.busbar.testkit.SecretSettings;
import java.util.concurrent.CompletableFuture;

/** Secrets Manager's operations on rotations. The rotation is over when the answer arrives. */
final class RotationOperations {
  private final InMemoryOrganization organization;

  RotationOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  /** On a thread of its own: the function may call this endpoint, as a Lambda function does. */
  CompletableFuture<ObjectNode> rotate(Call call) {
    return CompletableFuture.supplyAsync(() -> run(call));
  }

  private ObjectNode run(Call call) {
    SecretsCall request = SecretsCall.of(call, organization);
    Secret secret = request.usableSecret();
    Input input = call.input();
    SecretSettings before = secret.settings();
    String function = input.text("RotationLambdaARN", String.valueOf(before.rotationFunctionArn()));
    if (before.rotationFunctionArn() == null && !input.has("RotationLambdaARN")) {
      throw SecretsCall.invalidRequest(
          "No Lambda rotation function ARN is associated with this secret.");
    }
    Input rules = input.object("RotationRules");
    secret.settings(
        before.withRotation(
            function, rules == null ? before.rotationRules() : rules.json().toString()));
    ObjectNode answer = SecretsCall.answer(secret);
    if (input.has("RotateImmediately") && !input.flag("RotateImmediately")) {
      return answer;
    }
    String version = request.token();
    secret.runRotation(version);
    return answer.put("VersionId", version);
  }

  /** There is nothing to stop, since a rotation is over at once; it is only no longer enabled. */
  ObjectNode cancel(Call call) {
    Secret secret = SecretsCall.of(call, organization).usableSecret();
    secret.settings(secret.settings().withRotation(null, null));
    return SecretsCall.answer(secret);
  }
}
