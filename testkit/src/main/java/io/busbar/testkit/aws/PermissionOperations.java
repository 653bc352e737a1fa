// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.routing.InvalidPolicyException;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import java.util.regex.Pattern;

/** EventBridge's operations on the policies of buses. */
final class PermissionOperations {
  private static final Pattern PRINCIPAL = Pattern.compile("(\\d{12}|\\*)");
  private static final Pattern STATEMENT = Pattern.compile("[a-zA-Z0-9-_]+");
  private static final int MAX_STATEMENT = 64;

  private final InMemoryOrganization organization;

  PermissionOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  /** Sets the whole policy, or adds one statement. */
  ObjectNode put(Call call) {
    Bus bus = bus(call);
    String policy = call.input().text("Policy");
    try {
      return done(policy == null ? bus.addStatement(statement(call, bus)) : bus.policy(policy));
    } catch (InvalidPolicyException invalid) {
      throw new AwsErrorException(
          "ValidationException", "Parameter Policy is not valid. Reason: " + invalid.reason());
    }
  }

  ObjectNode remove(Call call) {
    Bus bus = bus(call);
    if (call.input().flag("RemoveAllPermissions")) {
      return done(bus.policy(""));
    }
    return done(bus.removeStatement(Members.text(call.input(), "StatementId")));
  }

  private static ObjectNode statement(Call call, Bus bus) {
    Input input = call.input();
    String principal = Members.text(input, "Principal");
    String sid = Members.text(input, "StatementId");
    new Constraints()
        .matches("principal", principal, PRINCIPAL)
        .length("statementId", sid, 1, MAX_STATEMENT)
        .matches("statementId", sid, STATEMENT)
        .check();
    ObjectNode statement = Json.object().put("Sid", sid).put("Effect", "Allow");
    if (principal.equals("*")) {
      statement.put("Principal", principal);
    } else {
      statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
    }
    statement.put("Action", Members.text(input, "Action")).put("Resource", bus.arn());
    Input condition = input.object("Condition");
    if (condition != null) {
      statement
          .putObject("Condition")
          .putObject(Members.text(condition, "Type"))
          .put(Members.text(condition, "Key"), Members.text(condition, "Value"));
    }
    return statement;
  }

  private Bus bus(Call call) {
    return call.caller()
        .region(organization)
        .requireBus(call.input().text("EventBusName", Region.DEFAULT_BUS));
  }

  private static ObjectNode done(Bus changed) {
    assert changed != null;
    return Json.object();
  }
}
