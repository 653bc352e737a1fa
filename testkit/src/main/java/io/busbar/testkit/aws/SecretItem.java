// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Secret;
import io.busbar.testkit.SecretSettings;
import io.busbar.testkit.SecretTimes;
import io.busbar.testkit.SecretValue;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Secrets and their values as Secrets Manager shows them. */
final class SecretItem {
  private SecretItem() {}

  /**
   * @param versionsName what the versions are called: DescribeSecret and ListSecrets differ
   */
  static ObjectNode json(Secret secret, Map<String, String> tags, String versionsName) {
    ObjectNode json = SecretsCall.answer(secret);
    addSettings(json, secret.settings());
    addTimes(json, secret.times());
    if (!tags.isEmpty()) {
      TagItems.write(tags, json.putArray("Tags"));
    }
    if (!secret.versions().isEmpty()) {
      ObjectNode versions = json.putObject(versionsName);
      secret.versions().forEach(each -> addStages(versions.putArray(each.versionId()), each));
    }
    return json;
  }

  /** As GetSecretValue answers. */
  static ObjectNode json(Secret secret, SecretValue value) {
    ObjectNode json = SecretsCall.answer(secret).put("VersionId", value.versionId());
    json.put(value.binary() ? "SecretBinary" : "SecretString", value.value());
    addStages(json.putArray("VersionStages"), value);
    return Json.time(json, "CreatedDate", value.createdAt());
  }

  static void addStages(ArrayNode items, SecretValue value) {
    value.stages().forEach(items::add);
  }

  private static void addSettings(ObjectNode json, SecretSettings settings) {
    if (!settings.description().isEmpty()) {
      json.put("Description", settings.description());
    }
    if (settings.kmsKeyId() != null) {
      json.put("KmsKeyId", settings.kmsKeyId());
    }
    if (settings.rotationFunctionArn() != null) {
      json.put("RotationEnabled", true).put("RotationLambdaARN", settings.rotationFunctionArn());
    }
    String rules = settings.rotationRules();
    if (rules != null) {
      json.set("RotationRules", Json.read(rules, IllegalStateException::new));
    }
  }

  private static void addTimes(ObjectNode json, SecretTimes times) {
    add(json, "CreatedDate", times.created());
    add(json, "LastChangedDate", times.changed());
    add(json, "LastAccessedDate", times.accessed());
    add(json, "LastRotatedDate", times.rotated());
    add(json, "DeletedDate", times.deletion());
  }

  private static void add(ObjectNode json, String name, @Nullable Instant time) {
    if (time != null) {
      Json.time(json, name, time);
    }
  }
}
