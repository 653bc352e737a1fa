// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.AwsErrorException;

/** Errors that several services answer in the same words. */
final class Faults {
  private Faults() {}

  /** What the request holds breaks a constraint of the service's model. */
  static AwsErrorException validation(String message) {
    return new AwsErrorException("ValidationException", message);
  }

  /** What the request holds cannot be read as the service's model says. */
  static AwsErrorException serialization(String message) {
    return new AwsErrorException("SerializationException", message);
  }

  static AwsErrorException unknownOperation(String message) {
    return new AwsErrorException("UnknownOperationException", message);
  }
}
