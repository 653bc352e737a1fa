// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import org.jspecify.annotations.Nullable;

/**
 * Reads an envelope in the one form in which EventBridge writes it: this order of members, no white
 * space, the detail last, so that two braces end it. Anything else is left to {@link
 * EnvelopeParser}. Thread-safe.
 */
final class EnvelopeScanner {
  private final Repeated detailType = new Repeated();
  private final Repeated source = new Repeated();
  private final Repeated account = new Repeated();
  private final Repeated region = new Repeated();

  /** Null when the text has another form. */
  @Nullable EnvelopeMembers scan(String text) {
    TextCursor cursor = new TextCursor(text, 0);
    EnvelopeMembers envelope = new EnvelopeMembers();
    envelope.busEventId = cursor.textAfter("{\"version\":\"0\",\"id\":\"");
    envelope.detailType = cursor.textAfter(",\"detail-type\":\"", detailType);
    envelope.source = cursor.textAfter(",\"source\":\"", source);
    envelope.account = cursor.textAfter(",\"account\":\"", account);
    envelope.time = cursor.timeAfter(",\"time\":\"");
    envelope.region = cursor.textAfter(",\"region\":\"", region);
    envelope.replayName = cursor.textAfter(",\"replay-name\":\"");
    envelope.resources = cursor.textsAfter(",\"resources\":[");
    envelope.detailOffset = cursor.skip(",\"detail\":{") ? cursor.at() - 1 : -1;
    return envelope.hasAllThatMustBe() && text.endsWith("}}") ? envelope : null;
  }
}
