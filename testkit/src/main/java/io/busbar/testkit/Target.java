// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule sends what it matches, in the words of PutTargets. The ARN need not exist: what is
 * sent there then fails, as in AWS.
 *
 * @param id unique within the rule, 1 to 64 characters of {@code . - _ A-Z a-z 0-9}
 * @param retry what happens when the target cannot take an event now
 * @param deadLetterArn of the queue that gets what could not be delivered; null to lose it
 */
public record Target(
    String id, String arn, TargetRetryPolicy retry, @Nullable String deadLetterArn) {

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
    checkArn(arn);
    if (deadLetterArn != null) {
      checkArn(deadLetterArn);
    }
  }

  /** A target that gets the whole event, with EventBridge's own retry policy. */
  public Target(String id, String arn) {
    this(id, arn, TargetRetryPolicy.DEFAULT, null);
  }

  /** Default: {@link TargetRetryPolicy#DEFAULT}. */
  public Target withRetry(TargetRetryPolicy retry) {
    return new Target(id, arn, retry, deadLetterArn);
  }

  /** Default: none. */
  public Target withDeadLetterArn(@Nullable String arn) {
    return new Target(id, this.arn, retry, arn);
  }

  private static void checkArn(String arn) {
    if (Arn.parse(arn).isEmpty()) {
      throw new AwsErrorException(
          "ValidationException",
          "Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format.");
    }
  }
}
