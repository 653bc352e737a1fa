// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.refusal;

/**
 * What an event is called: its {@code source} (who speaks) and its {@code detail-type} (what
 * happened, in the past tense). Rules and handlers match on this pair.
 */
public record EventName(String source, String detailType) {

  /** PutEvents API: {@code DetailType} and {@code Source}. */
  private static final int MAX_DETAIL_TYPE = 128;

  private static final int MAX_SOURCE = 256;

  public EventName {
    // Every message that arrives comes by here: the texts' values are not collected beforehand.
    if (!fits(source, MAX_SOURCE)) {
      throw refusal(
          "The source must have 1 to %d characters and not be blank, but was '%s' (%d). Name the sending service, as in 'grocer.payment'.",
          MAX_SOURCE, source, source.length());
    }
    if (!fits(detailType, MAX_DETAIL_TYPE)) {
      throw refusal(
          "The detail-type must have 1 to %d characters and not be blank, but was '%s' (%d). "
              + "Shorten @EventType(name), or move the variable part into the detail.",
          MAX_DETAIL_TYPE, detailType, detailType.length());
    }
  }

  private static boolean fits(String text, int longest) {
    return !text.isBlank() && text.length() <= longest;
  }

  @Override
  public String toString() {
    return "'" + detailType + "' from " + source;
  }
}
