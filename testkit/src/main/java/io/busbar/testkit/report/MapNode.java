// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import java.util.List;

/**
 * A box of the routing map.
 *
 * @param column from the left, from 0
 * @param row from the top, from 0
 * @param lines its name, then what else there is to say
 * @param kind its look, as a CSS class
 */
record MapNode(int column, int row, List<String> lines, String kind) {
  static final int WIDTH = 180;
  static final int HEIGHT = 52;
  private static final int COLUMN = 224;
  private static final int ROW = 68;
  private static final int MARGIN = 8;
  private static final int LONGEST_TITLE = 20;
  private static final int LONGEST = 25;
  private static final int LINE = 17;

  MapNode {
    lines = List.copyOf(lines);
  }

  boolean isBus() {
    return kind.startsWith("bus");
  }

  int left() {
    return MARGIN + column * COLUMN;
  }

  int top() {
    return MARGIN + row * ROW;
  }

  int right() {
    return left() + WIDTH;
  }

  int middle() {
    return top() + HEIGHT / 2;
  }

  static int width(int columns) {
    return 2 * MARGIN + (columns - 1) * COLUMN + WIDTH;
  }

  static int height(int rows) {
    return 2 * MARGIN + (rows - 1) * ROW + HEIGHT;
  }

  void write(Html html) {
    html.element(
        "g",
        group -> {
          group.element("title", String.join("\n", lines));
          group.element(
              "rect",
              "",
              "x",
              "" + left(),
              "y",
              "" + top(),
              "width",
              "" + WIDTH,
              "height",
              "" + HEIGHT,
              "rx",
              "7");
          for (int i = 0; i < Math.min(2, lines.size()); i++) {
            line(group, lines.get(i), i);
          }
        },
        "class",
        "node " + kind);
  }

  private void line(Html html, String text, int index) {
    int longest = index == 0 ? LONGEST_TITLE : LONGEST;
    html.element(
        "text",
        text.length() > longest ? text.substring(0, longest - 1) + "…" : text,
        "x",
        "" + (left() + 12),
        "y",
        "" + (top() + 22 + index * LINE),
        "class",
        index == 0 ? "title" : "sub");
  }
}
