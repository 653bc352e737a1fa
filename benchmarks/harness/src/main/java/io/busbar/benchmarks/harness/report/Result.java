// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure as it was printed: {@code comparison.figure}, or {@code comparison.measure.contender}.
 *
 * @param low and {@code high} as printed; the median's text where no range was
 */
record Result(String name, String median, String low, String high, Origin origin) {
  private static final String NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?)";
  private static final Pattern LINE =
      Pattern.compile(
          "result: ([a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)+) "
              + NUMBER
              + "(?: \\("
              + NUMBER
              + "\\.\\."
              + NUMBER
              + "\\))?");
  private static final int COLUMNS = 8;

  /** Where and how a figure was taken. */
  record Origin(String form, String date, String jdk, String machine) {}

  /** A line of what a comparison printed; empty if it is no figure. */
  static Optional<Result> parse(String line, Origin origin) {
    Matcher found = LINE.matcher(line);
    if (!found.find()) {
      return Optional.empty();
    }
    String median = found.group(2);
    boolean range = found.group(3) != null;
    return Optional.of(
        new Result(
            found.group(1),
            median,
            range ? found.group(3) : median,
            range ? found.group(4) : median,
            origin));
  }

  /** A row of the file that keeps them. */
  static Result ofRow(String row) {
    String[] columns = row.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "A row of figures has "
              + COLUMNS
              + " columns with a tab between them, but this one has "
              + columns.length
              + ": '"
              + row
              + "'. Restore the file, or delete the row and measure again.");
    }
    return new Result(
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        new Origin(columns[4], columns[5], columns[6], columns[7]));
  }

  String row() {
    return String.join(
        "\t",
        name,
        median,
        low,
        high,
        origin.form(),
        origin.date(),
        origin.jdk(),
        origin.machine());
  }

  String comparison() {
    return name.substring(0, name.indexOf('.'));
  }

  /** What is behind the comparison's name. */
  String figure() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** Whether it belongs to one of several contenders of a measure. */
  boolean isOfAContender() {
    return figure().contains(".");
  }

  String measure() {
    return figure().substring(0, figure().lastIndexOf('.'));
  }

  String contender() {
    return figure().substring(figure().lastIndexOf('.') + 1);
  }

  double value() {
    return Double.parseDouble(median);
  }

  double lowest() {
    return Double.parseDouble(low);
  }

  double highest() {
    return Double.parseDouble(high);
  }
}
