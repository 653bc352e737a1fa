// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.image;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code reachability-metadata.json}, as far as ours go; any other member is refused. */
record Reachability(@Nullable List<Reflected> reflection, @Nullable List<Resource> resources) {
  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  Reachability {
    reflection = reflection == null ? List.of() : List.copyOf(reflection);
    resources = resources == null ? List.of() : List.copyOf(resources);
  }

  record Condition(String typeReached) {}

  record Method(String name, List<String> parameterTypes) {}

  record Reflected(
      @Nullable String reason,
      @Nullable Condition condition,
      String type,
      @Nullable List<Method> methods,
      boolean allDeclaredMethods,
      boolean allDeclaredFields,
      boolean allDeclaredConstructors) {

    Reflected {
      methods = methods == null ? List.of() : List.copyOf(methods);
    }
  }

  record Resource(@Nullable String reason, @Nullable Condition condition, String glob) {
    boolean matches(Path relative) {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(relative);
    }
  }

  /** Where a module of ours keeps its file. */
  static Path file(Path root, String module) {
    return root.resolve(
        Path.of(
            module,
            "src/main/resources/META-INF/native-image/io.busbar/busbar-" + module,
            "reachability-metadata.json"));
  }

  static Reachability read(Path file) throws IOException {
    return STRICT.readValue(file.toFile(), Reachability.class);
  }

  /** The classes that cause an entry to count. */
  List<String> conditions() {
    return Stream.concat(
            reflection.stream().map(Reflected::condition),
            resources.stream().map(Resource::condition))
        .filter(condition -> condition != null)
        .map(Condition::typeReached)
        .toList();
  }

  /** What a module brings besides classes and what tools look for in {@code META-INF}. */
  static List<Path> resourcesOf(Path root, String module) throws IOException {
    Path folder = root.resolve(module).resolve("src/main/resources");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(file -> !file.startsWith("META-INF"))
          .toList();
    }
  }
}
