// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule sends what it matches, in the words of PutTargets. The ARN need not exist: what is
 * sent there then fails, as in AWS.
 *
 * @param id unique within the rule, 1 to 64 characters of {@code . - _ A-Z a-z 0-9}
 * @param input what the target gets of an event
 * @param retry what happens when the target cannot take an event now
 * @param deadLetterArn of the queue that gets what could not be delivered; null to lose it
 * @param roleArn of the role that EventBridge assumes to deliver; null to deliver as the service
 * @param messageGroupId for a FIFO queue
 */
public record Target(
    String id,
    String arn,
    TargetInput input,
    TargetRetryPolicy retry,
    @Nullable String deadLetterArn,
    @Nullable String roleArn,
    @Nullable String messageGroupId) {

  private static final Pattern ID = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");

  /**
   * @throws AwsErrorException {@code ValidationException} if EventBridge would refuse the target
   */
  public Target {
    if (!ID.matcher(id).matches()) {
      throw invalid(
          "1 validation error detected: Value '%s' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
              .formatted(id));
    }
    checkArn(arn);
    InputRules.check(id, input);
    if (deadLetterArn != null) {
      checkDeadLetters(deadLetterArn);
    }
    if (messageGroupId == null && arn.startsWith("arn:aws:sqs:") && arn.endsWith(".fifo")) {
      throw invalid("Parameter(s) SqsParameters must be specified for target: " + id + ".");
    }
  }

  /** A target that gets the whole event, with EventBridge's own retry policy. */
  public Target(String id, String arn) {
    this(id, arn, TargetInput.WHOLE_EVENT, TargetRetryPolicy.DEFAULT, null, null, null);
  }

  /** Default: {@link TargetInput#WHOLE_EVENT}. */
  public Target withInput(TargetInput input) {
    return new Target(id, arn, input, retry, deadLetterArn, roleArn, messageGroupId);
  }

  /** Default: {@link TargetRetryPolicy#DEFAULT}. */
  public Target withRetry(TargetRetryPolicy retry) {
    return new Target(id, arn, input, retry, deadLetterArn, roleArn, messageGroupId);
  }

  /** Default: none. */
  public Target withDeadLetterArn(@Nullable String deadLetterArn) {
    return new Target(id, arn, input, retry, deadLetterArn, roleArn, messageGroupId);
  }

  /** Default: none. */
  public Target withRoleArn(@Nullable String roleArn) {
    return new Target(id, arn, input, retry, deadLetterArn, roleArn, messageGroupId);
  }

  /** A target with this message group, which a FIFO queue must have and others may. */
  public static Target ofGroup(String id, String arn, String messageGroupId) {
    return new Target(
        id, arn, TargetInput.WHOLE_EVENT, TargetRetryPolicy.DEFAULT, null, null, messageGroupId);
  }

  private static void checkArn(String arn) {
    if (Arn.find(arn).isEmpty()) {
      throw invalid(
          "Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format.");
    }
  }

  private static void checkDeadLetters(String arn) {
    checkArn(arn);
    String service = arn.split(":", -1)[2];
    if (!service.equals("sqs")) {
      throw invalid(service + " is not supported as a dead letter resource.");
    }
    if (arn.endsWith(".fifo")) {
      throw invalid("SQS FIFO is not supported by Dead Letter Queues.");
    }
  }

  private static AwsErrorException invalid(String message) {
    return new AwsErrorException("ValidationException", message);
  }
}
