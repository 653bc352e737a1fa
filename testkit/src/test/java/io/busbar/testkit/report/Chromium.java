// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser, for as long as one call takes. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int SECONDS = 90;
  private final Path program;
  private final Path scratch;

  private Chromium(Path program, Path scratch) {
    this.program = program;
    this.scratch = scratch;
  }

  /** Skips the test on a machine without a browser. */
  static Chromium orSkip(Path scratch) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Chromium(program, scratch))
        .orElseGet(
            () ->
                abort(
                    "There is no " + String.join(", ", NAMES) + " here that could open the page."));
  }

  /** The page as the browser has understood it. */
  String dom(Path page) throws IOException, InterruptedException {
    return Files.readString(run(page, "--dump-dom"));
  }

  /** What a reader sees who prefers this scheme. */
  Path screenshot(Path page, Scheme scheme) throws IOException, InterruptedException {
    Path picture = scratch.resolve(scheme + ".png");
    var unused =
        run(
            page,
            "--blink-settings=preferredColorScheme=" + scheme.number,
            "--window-size=1280,1600",
            "--screenshot=" + picture);
    return picture;
  }

  private Path run(Path page, String... options) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(scratch, "profile");
    Path output = Files.createTempFile(scratch, "out", ".html");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--hide-scrollbars", "--user-data-dir=" + profile));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    Process browser =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(browser.waitFor(SECONDS, TimeUnit.SECONDS)).as("the browser ends").isTrue();
      assertThat(browser.exitValue()).isZero();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    return output;
  }

  /** With Blink's own numbers. */
  enum Scheme {
    DARK(0),
    LIGHT(1);

    private final int number;

    Scheme(int number) {
      this.number = number;
    }
  }
}
