// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type of resource that can be made in memory.
 *
 * @param properties that it acts on
 * @param withoutEffect properties that it takes, and that would change nothing here
 * @param make makes one, or changes the one that is there to be as described
 */
record ResourceType(
    Set<String> properties, Set<String> withoutEffect, Function<Resource, Physical> make) {

  private static final Map<String, ResourceType> ALL = all();

  /** The type of this name, or null if it has no meaning here. */
  static @Nullable ResourceType find(String name) {
    return ALL.get(name);
  }

  boolean takes(String property) {
    return properties.contains(property) || withoutEffect.contains(property);
  }

  private static Map<String, ResourceType> all() {
    Map<String, ResourceType> types = new TreeMap<>();
    types.put("AWS::Events::EventBus", BusResources.BUS);
    types.put("AWS::Events::EventBusPolicy", BusResources.POLICY);
    types.put("AWS::Events::Archive", BusResources.ARCHIVE);
    types.put("AWS::Events::Rule", RuleResources.RULE);
    types.put("AWS::SQS::Queue", QueueResources.QUEUE);
    types.put("AWS::SQS::QueuePolicy", QueueResources.POLICY);
    types.put("AWS::SQS::QueueInlinePolicy", QueueResources.INLINE_POLICY);
    types.put("AWS::SecretsManager::Secret", SecretResources.SECRET);
    types.put("AWS::KMS::Key", OtherResources.KEY);
    types.put("AWS::KMS::Alias", OtherResources.KEY_ALIAS);
    types.put("AWS::Logs::LogGroup", OtherResources.LOG_GROUP);
    return types;
  }
}
