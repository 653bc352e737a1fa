// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.regex.Pattern;

/**
 * Where a rule sends what it matches, in the words of PutTargets. The ARN need not exist: what is
 * sent there then fails, as in AWS.
 *
 * @param id unique within the rule, 1 to 64 characters of {@code . - _ A-Z a-z 0-9}
 */
public record Target(String id, String arn) {

  private static final Pattern ID = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");

  /**
   * @throws AwsErrorException {@code ValidationException} if id or ARN are not of the right form
   */
  public Target {
    if (!ID.matcher(id).matches()) {
      throw new AwsErrorException(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
              .formatted(id));
    }
    if (Arn.parse(arn).isEmpty()) {
      throw new AwsErrorException(
          "ValidationException",
          "Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format.");
    }
  }
}
