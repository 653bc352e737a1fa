// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

/**
 * A line of the routing map.
 *
 * @param label how often it was taken; empty for never
 * @param kind its look, as a CSS class: {@code taken}, {@code failed} or {@code idle}
 */
record MapEdge(MapNode from, MapNode to, String label, String kind) {

  /** A figure's height away from that of a line that goes straight. */
  private static final int ABOVE = 13;

  private static final int BELOW = 18;

  void write(Html html) {
    int x1 = from.right();
    int x2 = to.left();
    int bend = (x1 + x2) / 2;
    html.element(
        "path",
        "",
        "d",
        "M%d %dC%d %d %d %d %d %d"
            .formatted(x1, from.middle(), bend, from.middle(), bend, to.middle(), x2, to.middle()),
        "class",
        "edge " + kind);
    if (!label.isEmpty()) {
      html.element(
          "text",
          label,
          "x",
          "" + (from.isBus() ? x2 - 8 : x1 + 8),
          "y",
          "" + (labelHeight() - 5),
          "text-anchor",
          from.isBus() ? "end" : "start",
          "class",
          "count " + kind);
    }
  }

  /** Where lines do not meet: a bus has many that leave it, what others have mostly is one. */
  private int labelHeight() {
    if (from.isBus()) {
      return to.middle();
    }
    int rows = to.row() - from.row();
    return from.middle() + (rows < 0 ? -ABOVE : rows > 0 ? BELOW : 0);
  }
}
