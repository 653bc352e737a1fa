// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import io.busbar.core.BusbarException;

/**
 * AWS would refuse this resource policy. The reason is in IAM's words; which code and text a
 * service puts around it differs (SQS says only {@code Invalid value for the parameter Policy.}).
 */
public final class InvalidPolicyException extends BusbarException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  InvalidPolicyException(String reason, String remedy) {
    super("The policy is not valid. Reason: " + reason + "\n" + remedy);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Why, in IAM's words: {@code Policy statement must contain actions.} */
  public String reason() {
    return reason;
  }

  /** What in particular and how to fix it, in full sentences. */
  public String remedy() {
    return remedy;
  }
}
