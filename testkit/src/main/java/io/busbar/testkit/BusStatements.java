// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Statements of bus policies, as PutPermission writes them, and how long a policy may be. */
final class BusStatements {
  /** EventBridge quotas. */
  static final int MAX_LENGTH = 10_240;

  private BusStatements() {}

  static ObjectNode account(Bus bus, String account) {
    ObjectNode statement = allow(account, bus);
    statement.putObject("Principal").put("AWS", "arn:aws:iam::" + account + ":root");
    return statement;
  }

  static ObjectNode organization(Bus bus) {
    String id = bus.organization().organizationId();
    ObjectNode statement = allow(id, bus).put("Principal", "*");
    statement.putObject("Condition").putObject("StringEquals").put("aws:PrincipalOrgID", id);
    return statement;
  }

  static String checkLength(String policy) {
    if (policy.length() > MAX_LENGTH) {
      throw tooLong();
    }
    return policy;
  }

  static AwsErrorException tooLong() {
    return new AwsErrorException(
        "PolicyLengthExceededException",
        "The event bus policy is too long: it may have " + MAX_LENGTH + " characters.");
  }

  private static ObjectNode allow(String sid, Bus bus) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Sid", sid)
        .put("Effect", "Allow")
        .put("Action", "events:PutEvents")
        .put("Resource", bus.arn());
  }
}
