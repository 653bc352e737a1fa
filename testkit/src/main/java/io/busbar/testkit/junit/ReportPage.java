// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import io.busbar.testkit.scenario.FailureReport;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The page of a failed test, and where it goes. */
final class ReportPage {
  static final String DIRECTORY = "busbar.reports";
  private static final String NONE = "none";
  private static final int LONGEST = 200;
  private static final Pattern INVOCATION = Pattern.compile("#(\\d+)]$");

  private ReportPage() {}

  /**
   * Writes it. Empty if there is to be none, or if it cannot be written: the test has failed
   * anyway.
   */
  static Optional<Path> write(ExtensionContext context, FailureReport report, String failure) {
    String directory = context.getConfigurationParameter(DIRECTORY).orElseGet(ReportPage::standard);
    if (directory.equals(NONE)) {
      return Optional.empty();
    }
    String title = title(context);
    Path file = Path.of(directory, fileName(context)).toAbsolutePath();
    try {
      return Optional.of(report.page().title(title).failure(failure).build().writeTo(file));
    } catch (UncheckedIOException unwritable) {
      return Optional.empty();
    }
  }

  /** Beside what the build has made, so that cleaning takes it away. */
  private static String standard() {
    boolean gradle = !Files.isDirectory(Path.of("target")) && Files.isDirectory(Path.of("build"));
    return gradle ? "build/busbar" : "target/busbar";
  }

  private static String title(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String shown = context.getDisplayName();
    String test = context.getRequiredTestClass().getSimpleName() + "." + method;
    return shown.startsWith(method + "(") ? test : test + ", " + shown;
  }

  private static String fileName(ExtensionContext context) {
    String test =
        context.getRequiredTestClass().getName() + "." + context.getRequiredTestMethod().getName();
    Matcher invocation = INVOCATION.matcher(context.getUniqueId());
    String name = invocation.find() ? test + "-" + invocation.group(1) : test;
    String safe = name.replaceAll("[^A-Za-z0-9._$-]", "_");
    return safe.substring(Math.max(0, safe.length() - LONGEST)) + ".html";
  }
}
