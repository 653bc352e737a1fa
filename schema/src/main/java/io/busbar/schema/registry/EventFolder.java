// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import io.busbar.core.EventName;
import io.busbar.schema.EventSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one event: {@code v7.schema.json} and {@code v7.samples/*.json} for each version.
 */
record EventFolder(Path path, String title) {
  private static final Pattern SCHEMA = Pattern.compile("v([1-9][0-9]{0,5})\\.schema\\.json");

  static EventFolder of(Path registry, EventName name) {
    String slug = EventSchema.slug(name);
    return new EventFolder(
        registry.resolve(name.source()).resolve(slug), name.source() + "/" + slug);
  }

  /** A file's name for people: from the registry's folder on. */
  String fileOf(int version) {
    return "%s/v%d.schema.json".formatted(title, version);
  }

  /** Every version that has a schema. */
  NavigableMap<Integer, EventSchema> versions() {
    NavigableMap<Integer, EventSchema> versions = new TreeMap<>();
    for (Path file : files(path)) {
      Matcher name = SCHEMA.matcher(file.getFileName().toString());
      if (name.matches()) {
        versions.put(Integer.parseInt(name.group(1)), EventSchema.parse(read(file)));
      }
    }
    return versions;
  }

  List<Path> samples(int version) {
    return files(path.resolve("v%d.samples".formatted(version)));
  }

  void write(EventSchema schema) {
    write(path.resolve("v%d.schema.json".formatted(schema.version())), schema.text());
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read.", failed);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException("The file " + file + " cannot be read.", failed);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException("The file " + file + " cannot be written.", failed);
    }
  }
}
