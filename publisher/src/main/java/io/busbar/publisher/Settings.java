// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.ConfigurationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a publisher was built with. */
record Settings(
    String bus,
    int maxInFlight,
    Duration maxDelay,
    int queueCapacity,
    Duration queueTimeout,
    Duration deadline,
    Duration closeGrace,
    VerifyBus verifyBus) {

  /** A duration for a person, as in {@code 30 s}. */
  static String text(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  /**
   * Refuses what cannot be, all at once.
   *
   * @throws ConfigurationException with a finding for each impossible option
   */
  void check() {
    List<String> findings = new ArrayList<>();
    if (bus.isBlank()) {
      findings.add("The bus must be a name or an ARN, but was '" + bus + "'.");
    }
    atLeastOne(findings, "maxInFlight", maxInFlight);
    notNegative(findings, "maxDelay", maxDelay);
    atLeastOne(findings, "queueCapacity", queueCapacity);
    notNegative(findings, "queueTimeout", queueTimeout);
    if (deadline.isNegative() || deadline.isZero()) {
      findings.add("deadline must be more than zero, but was " + deadline + ".");
    }
    notNegative(findings, "closeGrace", closeGrace);
    if (!findings.isEmpty()) {
      throw ConfigurationException.of("The publisher cannot be built", findings);
    }
  }

  /** For the log line at the start. */
  @Override
  public String toString() {
    return String.format(
        "maxInFlight %d, maxDelay %s, queueCapacity %d, queueTimeout %s, deadline %s, closeGrace %s,"
            + " verifyBus %s",
        maxInFlight,
        text(maxDelay),
        queueCapacity,
        text(queueTimeout),
        text(deadline),
        text(closeGrace),
        verifyBus);
  }

  private static void atLeastOne(List<String> findings, String option, int value) {
    if (value < 1) {
      findings.add(String.format("%s must be 1 or more, but was %d.", option, value));
    }
  }

  private static void notNegative(List<String> findings, String option, Duration value) {
    if (value.isNegative()) {
      findings.add(
          String.format(
              "%s must not be negative, but was %s. Zero switches the wait off.", option, value));
    }
  }
}
