// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One step of the schema's history. Scripts that were released never change; each can be run again
 * without harm. Immutable.
 *
 * @param version counted from 1
 * @param name what the step is about, as in {@code outbox}
 * @param script statements, each ended by a semicolon
 */
public record Migration(int version, String name, String script) {
  private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

  /** What Flyway calls such a file: {@code V1__outbox.sql}. */
  public String fileName() {
    return fileName(version, name);
  }

  private static String fileName(int version, String name) {
    return "V" + version + "__" + name + ".sql";
  }

  /** From the library's own jar: {@code io/busbar/outbox/schema/<database>/V1__outbox.sql}. */
  static Migration read(Dialect dialect, int version, String name) {
    String resource = "schema/" + dialect.name() + "/" + fileName(version, name);
    try (InputStream in = Objects.requireNonNull(Migration.class.getResourceAsStream(resource))) {
      return new Migration(version, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The library's own jar cannot be read.", unreadable);
    }
  }

  List<String> statements() {
    String plain = COMMENT.matcher(script).replaceAll("");
    return Pattern.compile(";")
        .splitAsStream(plain)
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
