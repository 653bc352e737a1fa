// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Secret;
import io.busbar.testkit.SecretSettings;
import io.busbar.testkit.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Secrets Manager's operations on secrets as such. */
final class SecretOperations {
  private static final int LEAST_DAYS = 7;
  private static final int MOST_DAYS = 30;

  private final InMemoryOrganization organization;

  SecretOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode create(Call call) {
    SecretsCall request = SecretsCall.of(call, organization);
    boolean hasValue = request.hasValue();
    String name = Members.text(call.input(), "Name");
    Secret same = request.alreadyCreated(name);
    if (same != null) {
      return SecretsCall.answer(same).put("VersionId", request.token());
    }
    Secret secret = request.secrets().create(name);
    secret.settings(settings(call.input(), SecretSettings.DEFAULT));
    tags(call).add(secret.arn(), TagItems.read(call.input()));
    ObjectNode answer = SecretsCall.answer(secret);
    return hasValue
        ? answer.put("VersionId", secret.put(request.change(List.of(Secret.CURRENT))))
        : answer;
  }

  ObjectNode update(Call call) {
    SecretsCall request = SecretsCall.of(call, organization);
    Secret secret = request.usableSecret();
    boolean hasValue = request.hasValue();
    secret.settings(settings(call.input(), secret.settings()));
    ObjectNode answer = SecretsCall.answer(secret);
    return hasValue
        ? answer.put("VersionId", secret.put(request.change(List.of(Secret.CURRENT))))
        : answer;
  }

  ObjectNode describe(Call call) {
    Secret secret = SecretsCall.of(call, organization).secret();
    return SecretItem.json(secret, tags(call).of(secret.arn()), "VersionIdsToStages");
  }

  ObjectNode delete(Call call) {
    SecretsCall request = SecretsCall.of(call, organization);
    boolean now = call.input().flag("ForceDeleteWithoutRecovery");
    Duration window = window(call.input(), now);
    if (now && request.find().isEmpty()) {
      return deletedBefore(call);
    }
    Secret secret = now ? request.secret() : request.usableSecret();
    if (now && secret.deletedAt().isPresent()) {
      secret.restore();
    }
    secret.delete(window);
    Instant end = secret.times().deletion();
    if (now) {
      request.secrets().deleteNow(secret);
    }
    ObjectNode answer = SecretsCall.answer(secret);
    return end == null ? answer : Json.time(answer, "DeletionDate", end);
  }

  /** What is to be gone at once may be gone already (DeleteSecret API). */
  private ObjectNode deletedBefore(Call call) {
    String id = Members.text(call.input(), "SecretId");
    String arn =
        "arn:aws:secretsmanager:%s:%s:secret:%s"
            .formatted(call.caller().region(), call.caller().account(), id);
    ObjectNode answer = Json.object().put("ARN", arn).put("Name", id);
    return Json.time(answer, "DeletionDate", organization.time().now());
  }

  ObjectNode restore(Call call) {
    Secret secret = SecretsCall.of(call, organization).secret();
    secret.restore();
    return SecretsCall.answer(secret);
  }

  ObjectNode tag(Call call) {
    Secret secret = SecretsCall.of(call, organization).usableSecret();
    tags(call).add(secret.arn(), TagItems.read(call.input()));
    return Json.object();
  }

  ObjectNode untag(Call call) {
    Secret secret = SecretsCall.of(call, organization).usableSecret();
    tags(call).remove(secret.arn(), call.input().texts("TagKeys"));
    return Json.object();
  }

  private static SecretSettings settings(Input input, SecretSettings before) {
    return before
        .withDescription(input.text("Description", before.description()))
        .withKmsKeyId(input.has("KmsKeyId") ? input.text("KmsKeyId") : before.kmsKeyId());
  }

  private static Duration window(Input input, boolean now) {
    Integer days = input.integer("RecoveryWindowInDays");
    if (now && days != null) {
      throw SecretsCall.invalidParameter(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (days != null && (days < LEAST_DAYS || days > MOST_DAYS)) {
      throw SecretsCall.invalidParameter(
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    return now ? Duration.ZERO : Duration.ofDays(days == null ? MOST_DAYS : days);
  }

  private Tags tags(Call call) {
    return call.caller().region(organization).tags();
  }
}
