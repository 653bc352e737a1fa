// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import io.busbar.testkit.Region;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is to be made.
 *
 * @param properties without functions
 * @param site where
 */
record Resource(String logicalId, String type, Properties properties, Site site) {

  /**
   * Where a stack is made.
   *
   * @param keyAliases from the aliases of keys to their ids, as far as the stack makes them
   */
  record Site(Region region, String stackName, Map<String, String> keyAliases) {
    Site(Region region, String stackName) {
      this(region, stackName, new HashMap<>());
    }
  }

  Region region() {
    return site.region();
  }

  /**
   * The name that the property gives, or the stack's name and the logical id: as CloudFormation
   * does, but without its random end, so that tests can know it.
   */
  String name(String property) {
    String name = properties.text(property);
    return name == null ? generatedName() : name;
  }

  String generatedName() {
    return site.stackName() + '-' + logicalId;
  }

  Physical made(String ref, String... attributes) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      all.put(attributes[i], attributes[i + 1]);
    }
    return new Physical(type, ref, all);
  }

  @Nullable String text(String property) {
    return properties.text(property);
  }
}
