// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser, for as long as one call takes. */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int SECONDS = 180;
  private final Path program;
  private final Path scratch;

  private Chromium(Path program, Path scratch) {
    this.program = program;
    this.scratch = scratch;
  }

  /** Skips the test on a machine without a browser. */
  public static Chromium orSkip(Path scratch) {
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
  public String dom(URI page, String... options) throws IOException, InterruptedException {
    return Files.readString(run(page, with(options, "--dump-dom")));
  }

  /** What a reader sees who prefers this scheme. */
  public Path screenshot(URI page, Scheme scheme, String... options)
      throws IOException, InterruptedException {
    Path picture = scratch.resolve(scheme + ".png");
    var unused =
        run(
            page,
            with(
                options,
                "--blink-settings=preferredColorScheme=" + scheme.number,
                "--force-color-profile=srgb",
                "--window-size=1280,1600",
                "--screenshot=" + picture));
    return picture;
  }

  private static List<String> with(String[] options, String... more) {
    return Stream.concat(Stream.of(more), Stream.of(options)).toList();
  }

  private Path run(URI page, List<String> options) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("busbar-chromium");
    Path output = Files.createTempFile(scratch, "out", ".html");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-dev-shm-usage", "--disable-sync", "--hide-scrollbars"));
    command.add("--user-data-dir=" + profile);
    command.addAll(options);
    command.add(page.toString());
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
      browser.destroyForcibly().waitFor();
      delete(profile);
    }
    return output;
  }

  /** As far as it goes: a child of the browser may outlive it by a moment, and still write. */
  private static void delete(Path profile) throws IOException {
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (UncheckedIOException vanished) {
      profile.toFile().deleteOnExit();
    }
  }

  /** With Blink's own numbers. */
  public enum Scheme {
    DARK(0),
    LIGHT(1);

    private final int number;

    Scheme(int number) {
      this.number = number;
    }
  }
}
