// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The pages of the documentation, for tests that hold them to the code. */
public final class Docs {
  private Docs() {}

  /** The cells of a table's rows. */
  public static List<List<String>> table(String page, String head, int columns) {
    return text(page)
        .lines()
        .dropWhile(line -> !line.startsWith(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> cells(line, columns))
        .toList();
  }

  private static List<String> cells(String line, int columns) {
    List<String> cells = Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
    if (cells.size() != columns) {
      throw new IllegalStateException("A row has " + cells.size() + " cells: " + line);
    }
    return cells;
  }

  public static String text(String page) {
    try {
      return Files.readString(root().resolve("docs").resolve(page));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The repository's folder. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
