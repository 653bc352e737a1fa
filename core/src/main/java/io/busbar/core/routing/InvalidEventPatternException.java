// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import io.busbar.core.BusbarException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * EventBridge would refuse this event pattern. The text is AWS's own, then how to fix it, then the
 * pattern where AWS does not repeat it.
 */
public final class InvalidEventPatternException extends BusbarException {

  private static final long serialVersionUID = 1L;

  private static final String PREFIX = "Event pattern is not valid. Reason: ";

  /** Where event-ruler's reason ends and Jackson's location begins. */
  private static final String LOCATION = "\n at [Source";

  private final String pattern;
  private final String awsCode;
  private final String awsMessage;
  private final String reason;
  private final @Nullable String remedy;

  private InvalidEventPatternException(
      String pattern, String awsCode, String awsMessage, @Nullable String remedy) {
    super(text(pattern, awsMessage, remedy));
    this.pattern = pattern;
    this.awsCode = awsCode;
    this.awsMessage = awsMessage;
    this.reason =
        withoutLocation(
            awsMessage.startsWith(PREFIX) ? awsMessage.substring(PREFIX.length()) : awsMessage);
    this.remedy = remedy;
  }

  /** Refused with {@code InvalidEventPatternException}; the remedy is looked up by the reason. */
  static InvalidEventPatternException because(String pattern, String reason) {
    return because(pattern, reason, PatternRemedies.of(withoutLocation(reason)));
  }

  /** Refused with {@code InvalidEventPatternException}. */
  static InvalidEventPatternException because(
      String pattern, String reason, @Nullable String remedy) {
    return new InvalidEventPatternException(
        pattern, "InvalidEventPatternException", PREFIX + reason, remedy);
  }

  /** Refused with another code of the API, whose message does not have the usual beginning. */
  static InvalidEventPatternException withCode(
      String pattern, String awsCode, String awsMessage, String remedy) {
    return new InvalidEventPatternException(pattern, awsCode, awsMessage, remedy);
  }

  /** The pattern as it was given. */
  public String pattern() {
    return pattern;
  }

  /**
   * The error code of PutRule, TestEventPattern and CreateArchive: {@code
   * InvalidEventPatternException}, {@code ValidationException} when the pattern is longer than the
   * API takes, {@code LimitExceededException} when its {@code $or} makes too many combinations.
   */
  public String awsCode() {
    return awsCode;
  }

  /** The message of the API, with event-ruler's reason and the location as AWS gives them. */
  public String awsMessage() {
    return awsMessage;
  }

  /** Why, in a line and without the location: {@code Unrecognized numeric range operator: >>}. */
  public String reason() {
    return reason;
  }

  /** How to fix it, a full sentence. Empty when the library knows no better than the reason. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }

  private static String withoutLocation(String reason) {
    int location = reason.indexOf(LOCATION);
    return location < 0 ? reason : reason.substring(0, location);
  }

  private static String text(String pattern, String awsMessage, @Nullable String remedy) {
    StringBuilder text = new StringBuilder(awsMessage);
    if (remedy != null) {
      text.append('\n').append(remedy);
    }
    if (!awsMessage.contains(LOCATION) && !awsMessage.contains(pattern)) {
      text.append("\nThe pattern is '").append(pattern).append("'.");
    }
    return text.toString();
  }
}
