// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.schema;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventName;
import io.busbar.core.publish.EventValidation;
import io.busbar.core.publish.InvalidEvents;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.schema.EventSchema;
import io.busbar.schema.SchemaGenerator;
import io.busbar.schema.validation.SchemaValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM that has done nothing yet makes fifty schemas of a record, compiles them, and judges its
 * first event.
 */
final class ColdStart {
  private static final int SCHEMAS = 50;

  private ColdStart() {}

  /** In a process of its own, from its main method on. */
  static double millis() {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ColdStart.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Double.parseDouble(out.strip());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    List<EventSchema> schemas = new ArrayList<>();
    SchemaGenerator generator = SchemaGenerator.create();
    for (int i = 1; i < SCHEMAS; i++) {
      EventSchema schema = generator.schema(OrderPlaced.class);
      schemas.add(new EventSchema(new EventName("grocer.shop", "Event " + i), 1, schema.document()));
    }
    schemas.add(generator.schema(OrderPlaced.class));
    BusbarConfig config = BusbarConfig.of("customer-web");
    PublishPipeline pipeline =
        PublishPipeline.of(
            config, EventValidation.of(config, SchemaValidator.of(schemas), InvalidEvents.REJECT));
    var unused = pipeline.prepare(OrderPlaced.sample(), "central-bus");
    System.out.println((System.nanoTime() - start) / 1e6);
  }
}
