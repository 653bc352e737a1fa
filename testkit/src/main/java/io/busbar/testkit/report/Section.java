// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import java.util.function.Consumer;

/** One part of the page, with its headline. */
final class Section {
  private Section() {}

  static void write(Html html, String id, String title, String hint, Consumer<Html> content) {
    html.element(
        "section",
        section -> {
          section.element("h2", title, "id", id + "-title");
          section.element("p", hint, "class", "hint");
          content.accept(section);
        },
        "id",
        id,
        "aria-labelledby",
        id + "-title");
  }

  static void none(Html html, String text) {
    html.element("p", text, "class", "none");
  }
}
