// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.testkit.KmsKey;
import io.busbar.testkit.LogGroup;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** Keys and log groups. */
final class OtherResources {
  static final ResourceType KEY =
      new ResourceType(
          Set.of("KeyPolicy"),
          Set.of(
              "BypassPolicyLockoutSafetyCheck",
              "Description",
              "Enabled",
              "EnableKeyRotation",
              "KeySpec",
              "KeyUsage",
              "MultiRegion",
              "Origin",
              "PendingWindowInDays",
              "RotationPeriodInDays",
              "Tags"),
          OtherResources::key);

  static final ResourceType KEY_ALIAS =
      new ResourceType(
          Set.of("AliasName", "TargetKeyId"),
          Set.of(),
          resource -> {
            String alias = resource.properties().required("AliasName");
            String key = resource.properties().required("TargetKeyId");
            resource.site().keyAliases().put(alias, key.substring(key.lastIndexOf('/') + 1));
            return resource.made(alias);
          });

  static final ResourceType LOG_GROUP =
      new ResourceType(
          Set.of("LogGroupName"),
          Set.of(
              "DataProtectionPolicy",
              "FieldIndexPolicies",
              "KmsKeyId",
              "LogGroupClass",
              "RetentionInDays",
              "Tags"),
          resource -> {
            LogGroup group = resource.region().logGroup(resource.name("LogGroupName"));
            return resource.made(group.name(), "Arn", group.arn() + ":*");
          });

  private OtherResources() {}

  private static Physical key(Resource resource) {
    String path = resource.site().stackName() + '/' + resource.logicalId();
    String id = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
    KmsKey key = resource.region().key(id);
    JsonNode policy = resource.properties().document("KeyPolicy");
    if (policy != null) {
      key.policy(policy.toString());
    }
    return resource.made(id, "Arn", key.arn(), "KeyId", id);
  }
}
