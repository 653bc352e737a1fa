// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps what a test logs (slf4j-simple writes it to the standard error) out of the build's output,
 * and gives it to the test.
 */
public final class CapturedLogs implements BeforeEachCallback, AfterEachCallback {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  /** The lines that a logger of the library has written, without thread and stack traces. */
  public List<String> lines() {
    return bytes
        .toString(UTF_8)
        .lines()
        .filter(line -> line.matches("\\[[^\\]]+\\] (WARN|ERROR) io\\.busbar\\..*"))
        .map(line -> line.replaceFirst("\\[[^\\]]+\\] ", ""))
        .toList();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    System.setErr(new PrintStream(bytes, true, UTF_8));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setErr(before);
  }
}
