// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java block of READMEs and docs stands, line by line, in a source that is compiled; every
 * link leads somewhere.
 */
class DocumentationTest {
  private static final Path ROOT = root();
  private static final List<String> OTHERS =
      List.of(
          "README.md",
          "CONTRIBUTING.md",
          "benchmarks/README.md",
          "examples/README.md",
          "examples/delivery/README.md",
          "examples/spring-boot/README.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)\\b");
  private static final List<String> SOURCES = sources();
  private static final Set<String> TESTS = tests();

  record Block(Path page, int number, String code) {
    @Override
    public String toString() {
      return ROOT.relativize(page) + " block " + number;
    }
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void showsOnlyCodeThatIsCompiled(Block block) {
    assertThat(SOURCES)
        .as("a compiled source with %s:%n%s", block, block.code())
        .anyMatch(source -> source.contains(lines(block.code())));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToFilesThatExist(Path page) throws IOException {
    Matcher links = LINK.matcher(Files.readString(page));
    List<String> broken = new ArrayList<>();
    while (links.find()) {
      if (!Files.exists(page.resolveSibling(links.group(1)))) {
        broken.add(links.group(1));
      }
    }
    assertThat(broken).as("broken links of %s", page).isEmpty();
  }

  /** A promise whose test was renamed is a promise without a test. */
  @ParameterizedTest
  @MethodSource("pages")
  void namesTestsThatExist(Path page) throws IOException {
    Matcher names = TEST.matcher(Files.readString(page));
    List<String> missing = new ArrayList<>();
    while (names.find()) {
      if (!TESTS.contains(names.group(1) + ".java")) {
        missing.add(names.group(1));
      }
    }
    assertThat(missing).as("tests named by %s that are not there", page).isEmpty();
  }

  @Test
  void keepsTheReadmeToAReadableLength() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages()) {
      Matcher matcher = JAVA.matcher(Files.readString(page));
      for (int number = 1; matcher.find(); number++) {
        blocks.add(new Block(page, number, matcher.group(1)));
      }
    }
    return blocks;
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      List<Path> pages =
          new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md")).sorted().toList());
      OTHERS.forEach(page -> pages.add(ROOT.resolve(page)));
      return pages;
    }
  }

  private static List<String> sources() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/"))
          .map(DocumentationTest::read)
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Set<String> tests() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("/src/test/"))
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String read(Path source) {
    try {
      return lines(Files.readString(source));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * All white space counts as one, so that a page may break its lines elsewhere than the formatter
   * does.
   */
  private static String lines(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "))
        .replaceAll("([(.]) | (?=[.)])", "$1");
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
