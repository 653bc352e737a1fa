// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.function.Consumer;

/** Writes HTML and SVG. Whatever comes from outside is escaped; nothing gets in as it is. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /**
   * An element with text.
   *
   * @param attributes names and values in turn
   */
  @CanIgnoreReturnValue
  Html element(String tag, String text, String... attributes) {
    return element(tag, inside -> inside.text(text), attributes);
  }

  /** An element with others inside. */
  @CanIgnoreReturnValue
  Html element(String tag, Consumer<Html> content, String... attributes) {
    single(tag, attributes);
    content.accept(this);
    out.append("</").append(tag).append('>');
    return this;
  }

  /** A start tag, which is all for an element without content. */
  @CanIgnoreReturnValue
  Html single(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
    return this;
  }

  @CanIgnoreReturnValue
  Html text(String text) {
    escape(text);
    return this;
  }

  /** What is ours and no markup, as a style sheet. */
  @CanIgnoreReturnValue
  Html style(String css) {
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  private void escape(int point) {
    switch (point) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isAllowed(point) ? point : '\ufffd');
    }
  }

  /** HTML has no control characters but white space, and no half of a surrogate pair. */
  private static boolean isAllowed(int point) {
    boolean control = Character.isISOControl(point) && point != '\n' && point != '\t';
    return !control && Character.getType(point) != Character.SURROGATE;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
