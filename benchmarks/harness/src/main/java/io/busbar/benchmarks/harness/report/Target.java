// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a figure should be: at least, or at most. */
record Target(boolean atLeast, String bound) {
  private static final String AT_LEAST = "≥";
  private static final String AT_MOST = "≤";

  /** Reads {@code name ≥ bound} or {@code name ≤ bound}, one a line. */
  static Map<String, Target> read(Path file) throws IOException {
    Map<String, Target> targets = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split(" +", -1);
      if (words.length == 3 && (words[1].equals(AT_LEAST) || words[1].equals(AT_MOST))) {
        targets.put(words[0], new Target(words[1].equals(AT_LEAST), words[2]));
      } else if (!line.isBlank()) {
        throw new IllegalArgumentException(
            file.getFileName()
                + ": '"
                + line
                + "' is not of the form 'name ≥ bound' or 'name ≤ bound'.");
      }
    }
    return targets;
  }

  boolean isMetBy(Result result) {
    double bound = Double.parseDouble(this.bound);
    return atLeast ? result.value() >= bound : result.value() <= bound;
  }

  String text() {
    return (atLeast ? AT_LEAST : AT_MOST) + " " + bound;
  }
}
