// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.Remedy;

/**
 * Whose fault it is that an entry was refused. It decides whether trying again can help, and
 * whether the event is to blame.
 */
public enum Fault {
  /** The event itself is not acceptable, today and tomorrow. */
  EVENT(Remedy.FIX_EVENT),
  /** The caller may not do this; a person must act, then the same event will pass. */
  ACCESS(Remedy.FIX_PERMISSION),
  /**
   * The caller is nobody that AWS knows, or speaks to the wrong place; a person must act, then the
   * same event will pass.
   */
  CONFIGURATION(Remedy.FIX_CONFIGURATION),
  /** EventBridge could not take it now. */
  CAPACITY(Remedy.TRY_LATER);

  private final Remedy remedy;

  Fault(Remedy remedy) {
    this.remedy = remedy;
  }

  public Remedy remedy() {
    return remedy;
  }

  /**
   * Maps an error code of PutEvents. Retryable are {@code ThrottlingException} and {@code
   * InternalFailure} (PutEvents API, "Entry error codes"), and whatever means that the service is
   * busy; an unknown code is taken for capacity, so that nothing is thrown away because AWS has
   * invented a word.
   */
  public static Fault ofCode(String code) {
    return switch (code) {
      case "InvalidArgument",
          "MalformedDetail",
          "RedactionFailure",
          "ValidationException",
          "EntryTooLarge",
          "NotAuthorizedForSourceException",
          "NotAuthorizedForDetailTypeException" ->
          EVENT;
      case "AccessDeniedException", "InvalidAccountIdException" -> ACCESS;
      case "ResourceNotFoundException",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "ExpiredTokenException",
          "MissingAuthenticationTokenException" ->
          CONFIGURATION;
      default -> CAPACITY;
    };
  }
}
