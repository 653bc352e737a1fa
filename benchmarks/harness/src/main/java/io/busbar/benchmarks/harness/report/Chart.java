// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Draws the panels of a comparison: a bar a contender as long as its median, a line from the lowest
 * round to the highest. Its colours can be read on white and on black.
 */
final class Chart {
  static final String TEXT = "#797979";
  static final String OURS = "#3d7fd6";
  static final String OTHERS = "#8b8b8b";
  static final String RANGE = "#b8651b";
  private static final Set<String> OUR_NAMES =
      Set.of("ours", "busbar", "pipeline", "splice", "checked", "entry-validated");
  private static final int LETTER = 8;
  private static final int BAR_AREA = 380;
  private static final int VALUE_AREA = 230;
  private static final int BAR = 18;
  private static final int ROW = 26;
  private static final int TITLE = 34;
  private static final int MARGIN = 12;
  private final String title;
  private final List<Panel> panels;
  private final int labels;
  private final StringBuilder svg = new StringBuilder();

  private Chart(String title, List<Panel> panels) {
    this.title = title;
    this.panels = panels;
    this.labels =
        LETTER
            * panels.stream()
                .flatMap(panel -> panel.bars().stream())
                .mapToInt(bar -> bar.contender().length())
                .max()
                .orElse(0);
  }

  static String svg(String title, List<Panel> panels) {
    return new Chart(title, panels).draw();
  }

  private String draw() {
    int width = MARGIN + labels + MARGIN + BAR_AREA + MARGIN + VALUE_AREA;
    int height =
        MARGIN + panels.stream().mapToInt(panel -> TITLE + ROW * panel.bars().size()).sum();
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " font-family=\"system-ui, sans-serif\" font-size=\"13\">",
        width, height, width, height);
    add("<title>%s</title>", escaped(title));
    int y = 0;
    for (Panel panel : panels) {
      draw(panel, y);
      y += TITLE + ROW * panel.bars().size();
    }
    add("</svg>");
    return svg.toString();
  }

  private void draw(Panel panel, int top) {
    add(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\" font-weight=\"bold\">%s</text>",
        MARGIN, top + TITLE - MARGIN, TEXT, escaped(panel.title()));
    double most =
        panel.bars().stream()
            .mapToDouble(bar -> Math.max(bar.result().value(), bar.result().highest()))
            .max()
            .orElse(0);
    int y = top + TITLE;
    for (Panel.Bar bar : panel.bars()) {
      draw(bar, y, most > 0 ? BAR_AREA / most : 0);
      y += ROW;
    }
  }

  private void draw(Panel.Bar bar, int y, double scale) {
    Result result = bar.result();
    int left = MARGIN + labels + MARGIN;
    int line = y + BAR / 2;
    add(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\" text-anchor=\"end\">%s</text>",
        left - MARGIN / 2, y + BAR - 5, TEXT, escaped(bar.contender()));
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\" fill=\"%s\"/>",
        left, y, length(result.value(), scale), BAR, isOurs(bar) ? OURS : OTHERS);
    add(
        "<path d=\"M%s %dH%s\" stroke=\"%s\" stroke-width=\"2\"/>",
        point(left, result.lowest(), scale), line, point(left, result.highest(), scale), RANGE);
    add(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s (%s..%s)</text>",
        left + BAR_AREA + MARGIN, y + BAR - 5, TEXT, result.median(), result.low(), result.high());
  }

  private static boolean isOurs(Panel.Bar bar) {
    return OUR_NAMES.contains(bar.contender()) || bar.contender().startsWith("ours-");
  }

  private static String length(double value, double scale) {
    return String.format(Locale.ROOT, "%.1f", Math.max(0, value) * scale);
  }

  private static String point(int left, double value, double scale) {
    return String.format(Locale.ROOT, "%.1f", left + Math.max(0, value) * scale);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
