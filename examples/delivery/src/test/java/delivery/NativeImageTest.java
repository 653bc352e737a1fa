// SPDX-License-Identifier: Apache-2.0
package delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a native image must be told: every event's record, and every class with handlers. */
class NativeImageTest {
  private static final String METADATA =
      "META-INF/native-image/delivery/delivery/reachability-metadata.json";

  @Test
  void namesEveryEventAndEveryHandlerInTheMetadata() throws Exception {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    JsonNode metadata = new ObjectMapper().readTree(classes.resolve(METADATA).toFile());

    assertThat(metadata.path("reflection").findValuesAsText("type"))
        .containsExactlyInAnyOrderElementsOf(registered(classes));
  }

  private static List<String> registered(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> classes.relativize(file).toString().replaceAll("[/\\\\]", "."))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .filter(NativeImageTest::isLookedAt)
          .toList();
    }
  }

  private static boolean isLookedAt(String name) {
    try {
      Class<?> type = Class.forName(name);
      return type.isAnnotationPresent(EventType.class)
          || Arrays.stream(type.getDeclaredMethods())
              .anyMatch(method -> method.isAnnotationPresent(EventHandler.class));
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError("The class file stands there.", impossible);
    }
  }
}
