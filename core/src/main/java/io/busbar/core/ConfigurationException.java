// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Mistakes of the configuration, found before anything is started: all of them at once, numbered
 * from 1 in one text.
 */
public final class ConfigurationException extends BusbarException {

  private static final long serialVersionUID = 1L;

  /** Lines up a finding's further lines below its first, behind the number. */
  private static final String CONTINUATION = "\n     ";

  /** A list of the platform, so that the exception stays serializable. */
  @SuppressWarnings("serial") // List.copyOf gives a serializable list of strings.
  private final List<String> findings;

  private ConfigurationException(String message, List<String> findings) {
    super(message);
    this.findings = findings;
  }

  /**
   * Says what is wrong, all at once.
   *
   * @param subject what cannot be, as in {@code 3 handlers cannot be registered}, without a colon
   * @param findings at least one; full sentences that say what, why and how to fix. A finding may
   *     have several lines; the further ones are indented here
   * @throws IllegalArgumentException if there is no finding
   */
  public static ConfigurationException of(String subject, List<String> findings) {
    if (findings.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + subject + "' needs at least one finding. Throw only when something was found.");
    }
    List<String> copy = List.copyOf(findings);
    return new ConfigurationException(text(subject, copy), copy);
  }

  /** The findings in the order of the text, without number and indentation. Immutable. */
  public List<String> findings() {
    return findings;
  }

  private static String text(String subject, List<String> findings) {
    return IntStream.range(0, findings.size())
        .mapToObj(i -> "\n  " + (i + 1) + ". " + findings.get(i).replace("\n", CONTINUATION))
        .collect(Collectors.joining("", subject + ":", ""));
  }
}
