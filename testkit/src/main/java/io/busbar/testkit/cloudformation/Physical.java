// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import java.util.Map;

/**
 * A resource that is there.
 *
 * @param type as in {@code AWS::SQS::Queue}
 * @param ref what {@code Ref} gives
 * @param attributes what {@code Fn::GetAtt} gives, by name
 */
record Physical(String type, String ref, Map<String, String> attributes) {
  Physical {
    attributes = Map.copyOf(attributes);
  }
}
