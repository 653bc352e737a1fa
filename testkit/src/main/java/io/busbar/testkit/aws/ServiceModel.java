// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the operations of a service take, read from a file beside this class: required members,
 * types, lengths, ranges, patterns and enumerations, as AWS's service model has them. An operation
 * that is not in the file is not checked here. Members that the model does not know are ignored, as
 * AWS does.
 */
final class ServiceModel {

  /** Of a service that checks its members in its own words. */
  static final ServiceModel NONE = new ServiceModel("");

  private final Map<String, String> inputs = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  private ServiceModel(String text) {
    text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(this::add);
  }

  /** Reads a model file of this package. */
  static ServiceModel load(String file) {
    try (InputStream text =
        Objects.requireNonNull(ServiceModel.class.getResourceAsStream(file), file)) {
      return new ServiceModel(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Refuses a request that the model does not allow, with all violations in one text.
   *
   * @throws io.busbar.testkit.AwsErrorException {@code SerializationException} for a member of
   *     another type, {@code ValidationException} for the rest
   */
  void check(String operation, JsonNode request) {
    String input = inputs.get(operation);
    if (input != null) {
      new ModelCheck(this).run(shape(input), request);
    }
  }

  Shape shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  private void add(String line) {
    int equals = line.indexOf(" = ");
    if (equals > 0 && line.indexOf(' ') == equals) {
      inputs.put(line.substring(0, equals), line.substring(equals + 3));
      return;
    }
    Shape shape = Shape.parse(line);
    shapes.put(shape.name(), shape);
  }
}
