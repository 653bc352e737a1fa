// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/fidelity.md to the tests that it names. */
class FidelityTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)\\.([a-z]\\w+)`");
  private static final Pattern METHOD =
      Pattern.compile(
          "@(?:Test|TestFactory|Property|ParameterizedTest)\\b[^{};]*?(?:\\{[^}]*}[^{};]*?)*?(?:void|Stream<DynamicTest>) (\\w+)\\(");

  private final List<String> rows = rows();

  @Test
  void namesATestInEveryRow() {
    assertThat(rows).hasSizeGreaterThan(60).allMatch(row -> NAME.matcher(row).find());
  }

  @Test
  void namesTestsThatExist() {
    Map<String, Set<String>> tests = tests();
    Set<String> missing = new TreeSet<>();
    for (String row : rows) {
      Matcher name = NAME.matcher(row);
      while (name.find()) {
        if (!tests.getOrDefault(name.group(1), Set.of()).contains(name.group(2))) {
          missing.add(name.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The lines of the tables, without their heads. */
  private static List<String> rows() {
    return read(ROOT.resolve("docs/fidelity.md"))
        .lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
        .filter(line -> !line.equals("| behaviour | source | test |"))
        .toList();
  }

  private static Map<String, Set<String>> tests() {
    Map<String, Set<String>> tests = new TreeMap<>();
    for (String module : List.of("core", "testkit")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(file -> tests.put(className(file), methods(read(file))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tests;
  }

  private static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static Set<String> methods(String source) {
    return METHOD
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
