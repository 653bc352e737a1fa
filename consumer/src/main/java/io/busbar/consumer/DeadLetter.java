// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.Delivery;
import java.time.Instant;
import java.util.Map;

/**
 * One letter in a dead-letter queue. Of a letter that SQS's own redrive policy has put there,
 * reason and handler are not known: these texts are empty. Immutable.
 *
 * @param messageId in the dead-letter queue; changes when the letter is sent again
 * @param body the original message
 * @param attributes what the letter says about itself, and the original's attributes
 * @param deadSince when it was put there
 */
public record DeadLetter(
    String messageId, String body, Map<String, String> attributes, Instant deadSince) {
  public DeadLetter {
    attributes = Map.copyOf(attributes);
  }

  /** What happened, for a person. */
  public String reason() {
    return text("busbar.reason");
  }

  /** The handler that has failed; {@code busbar} when none was reached. */
  public String handler() {
    return text(Delivery.ONLY_HANDLER);
  }

  /** How often the handler was tried; 0 when that is not known. */
  public int attempts() {
    String attempts = text(Delivery.EARLIER_ATTEMPTS);
    return attempts.matches("[0-9]{1,9}") ? Integer.parseInt(attempts) : 0;
  }

  /** The exception's class; empty when there was none. */
  public String error() {
    return text("busbar.error");
  }

  /** The same text for failures of the same kind at the same place. */
  public String digest() {
    return text("busbar.digest");
  }

  private String text(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  /** Without the body and the attributes, which hold personal data: this ends up in logs. */
  @Override
  public String toString() {
    return "DeadLetter[" + messageId + " of " + handler() + " since " + deadSince + "]";
  }
}
