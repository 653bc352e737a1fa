// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Secret;
import io.busbar.testkit.SecretChange;
import io.busbar.testkit.SecretValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Secrets Manager's operations on the values of secrets. */
final class SecretValueOperations {
  private static final int MAX_PAGE = 100;

  private final InMemoryOrganization organization;

  SecretValueOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode get(Call call) {
    Secret secret = SecretsCall.of(call, organization).secret();
    String version = call.input().text("VersionId");
    String stage = call.input().text("VersionStage");
    SecretValue value =
        version == null
            ? secret.value(stage == null ? Secret.CURRENT : stage)
            : secret.version(version);
    if (version != null && stage != null && !value.stages().contains(stage)) {
      throw SecretsCall.invalidRequest(
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    return SecretItem.json(secret, value);
  }

  ObjectNode put(Call call) {
    SecretsCall request = SecretsCall.of(call, organization);
    if (!request.hasValue()) {
      throw SecretsCall.invalidRequest("You must provide either SecretString or SecretBinary.");
    }
    Secret secret = request.usableSecret();
    List<String> stages = call.input().texts("VersionStages");
    SecretChange change = request.change(stages.isEmpty() ? List.of(Secret.CURRENT) : stages);
    ObjectNode answer = SecretsCall.answer(secret).put("VersionId", secret.put(change));
    ArrayNode items = answer.putArray("VersionStages");
    secret.versions().stream()
        .filter(each -> each.versionId().equals(change.versionId()))
        .forEach(each -> SecretItem.addStages(items, each));
    return answer;
  }

  /** Moves a stage from one version to another, gives it to one, or takes it from one. */
  ObjectNode moveStage(Call call) {
    Secret secret = SecretsCall.of(call, organization).usableSecret();
    String stage = Members.text(call.input(), "VersionStage");
    String from = call.input().text("RemoveFromVersionId");
    String to = call.input().text("MoveToVersionId");
    checkFrom(secret, stage, from, to);
    if (to != null) {
      secret.moveStage(stage, to);
    } else if (from != null) {
      secret.removeStage(stage);
    }
    return SecretsCall.answer(secret);
  }

  ObjectNode versions(Call call) {
    Secret secret = SecretsCall.of(call, organization).usableSecret();
    Page<SecretValue> page =
        Page.of(
            secret.versions().stream()
                .sorted((one, other) -> one.versionId().compareTo(other.versionId()))
                .toList(),
            SecretValue::versionId,
            Page.Cursor.ofSecrets(call.input()),
            limit(call.input()));
    ObjectNode answer = SecretsCall.answer(secret);
    ArrayNode items = answer.putArray("Versions");
    for (SecretValue version : page.items()) {
      ObjectNode item = items.addObject().put("VersionId", version.versionId());
      SecretItem.addStages(item.putArray("VersionStages"), version);
      Json.time(item, "CreatedDate", version.createdAt());
    }
    return page.mark(answer);
  }

  static int limit(Input input) {
    Integer most = input.integer("MaxResults");
    return most == null ? MAX_PAGE : most;
  }

  /** Whoever moves a stage must know where it is (UpdateSecretVersionStage API). */
  private static void checkFrom(
      Secret secret, String stage, @Nullable String from, @Nullable String to) {
    String holder =
        secret.versions().stream()
            .filter(each -> each.stages().contains(stage))
            .map(SecretValue::versionId)
            .findFirst()
            .orElse("");
    if (holder.isEmpty() || holder.equals(from) || holder.equals(to)) {
      return;
    }
    throw SecretsCall.invalidParameter(
        "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version %s, so you must explicitly reference that version in RemoveFromVersionId."
            .formatted(stage, holder));
  }
}
