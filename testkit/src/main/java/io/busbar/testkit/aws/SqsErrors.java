// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.AwsErrorException;
import java.util.Map;

/** SQS's errors: its texts, and the two names that each has (service model and query protocol). */
final class SqsErrors {
  private static final String SQS = "com.amazonaws.sqs";
  private static final String COMMON = "com.amazon.coral.service";
  private static final String QUERY_PREFIX = "AWS.SimpleQueueService.";

  private static final Map<String, ErrorName> NAMES =
      Map.ofEntries(
          Map.entry("InvalidParameterValue", common("InvalidParameterValue")),
          Map.entry(
              "MissingParameter",
              new ErrorName(COMMON, "MissingRequiredParameterException", "MissingParameter")),
          Map.entry("SerializationException", sameInBoth("SerializationException")),
          Map.entry("UnknownOperationException", sameInBoth("UnknownOperationException")),
          Map.entry("QueueDoesNotExist", prefixed("QueueDoesNotExist", "NonExistentQueue")),
          Map.entry("QueueNameExists", new ErrorName(SQS, "QueueNameExists", "QueueAlreadyExists")),
          Map.entry("EmptyBatchRequest", prefixed("EmptyBatchRequest")),
          Map.entry("TooManyEntriesInBatchRequest", prefixed("TooManyEntriesInBatchRequest")),
          Map.entry("BatchEntryIdsNotDistinct", prefixed("BatchEntryIdsNotDistinct")),
          Map.entry("InvalidBatchEntryId", prefixed("InvalidBatchEntryId")),
          Map.entry("BatchRequestTooLong", prefixed("BatchRequestTooLong")),
          Map.entry("MessageNotInflight", prefixed("MessageNotInflight")),
          Map.entry("PurgeQueueInProgress", prefixed("PurgeQueueInProgress")),
          Map.entry("UnsupportedOperation", prefixed("UnsupportedOperation")));

  private SqsErrors() {}

  /** How an error that is known by its code goes over the wire. */
  static ErrorName named(String code) {
    return NAMES.getOrDefault(code, new ErrorName(SQS, code, code));
  }

  static AwsErrorException missing(String parameter) {
    return new AwsErrorException(
        "MissingParameter", "The request must contain the parameter " + parameter + ".");
  }

  static AwsErrorException invalid(String message) {
    return new AwsErrorException("InvalidParameterValue", message);
  }

  /** Which parameter is wrong with which value, and why. */
  static AwsErrorException invalid(Object value, String parameter, String reason) {
    return invalid(
        "Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
  }

  static AwsErrorException unknownAttribute(String name) {
    return new AwsErrorException("InvalidAttributeName", "Unknown Attribute " + name + ".");
  }

  private static ErrorName common(String code) {
    return new ErrorName(COMMON, code + "Exception", code);
  }

  private static ErrorName sameInBoth(String type) {
    return new ErrorName(COMMON, type, type);
  }

  private static ErrorName prefixed(String type) {
    return prefixed(type, type);
  }

  private static ErrorName prefixed(String type, String queryCode) {
    return new ErrorName(SQS, type, QUERY_PREFIX + queryCode);
  }
}
