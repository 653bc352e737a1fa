// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.EventValidation;
import io.busbar.core.publish.InvalidEvents;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.schema.SchemaGenerator;
import io.busbar.schema.validation.SchemaValidator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What validation adds to making an entry of a record, against Jackson's parse of the entry's bytes;
 * networknt with a tree of its own beside it. Then the start with fifty schemas in a cold JVM.
 */
public final class SchemaComparison {
  private static final String BUS = "central-bus";

  private SchemaComparison() {}

  public static void main(String[] arguments) throws Exception {
    validation();
    new Figures(
            IntStream.range(0, Rounds.isQuick() ? 5 : 11).mapToObj(i -> ColdStart.millis()).toList())
        .print("schema.start-ms-50-schemas");
  }

  private static void validation() throws Exception {
    OrderPlaced order = OrderPlaced.sample();
    BusbarConfig config = BusbarConfig.of("customer-web");
    PublishPipeline plain = PublishPipeline.of(config);
    PublishPipeline validating =
        PublishPipeline.of(
            config,
            EventValidation.of(
                config, SchemaValidator.of(OrderPlaced.class), InvalidEvents.REJECT));
    ObjectMapper mapper = new ObjectMapper();
    byte[] bytes = plain.prepare(order, BUS).entry().detail().utf8();
    Schema networknt = networknt();
    Map<String, Figures> nanos =
        Rounds.standard()
            .contender("parse", new Timed(() -> mapper.readTree(bytes)))
            .contender("entry", new Timed(() -> plain.prepare(order, BUS)))
            .contender("entry-validated", new Timed(() -> validating.prepare(order, BUS)))
            .contender(
                "networknt-from-bytes",
                new Timed(() -> networknt.validate(mapper.readTree(bytes))))
            .run();
    Figures parse = requireNonNull(nanos.get("parse"));
    Figures added =
        difference(requireNonNull(nanos.get("entry-validated")), requireNonNull(nanos.get("entry")));
    added.over(parse).print("schema.validate-vs-parse");
    requireNonNull(nanos.get("networknt-from-bytes"))
        .over(parse)
        .print("schema.networknt-from-bytes-vs-parse");
    added.print("schema.validate-ns");
    nanos.forEach((name, figures) -> figures.print("schema.ns." + name));
    System.out.printf("The detail has %d bytes.%n", bytes.length);
  }

  private static Figures difference(Figures one, Figures other) {
    return new Figures(
        IntStream.range(0, one.rounds().size())
            .mapToObj(i -> one.rounds().get(i) - other.rounds().get(i))
            .toList());
  }

  private static Schema networknt() {
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
        .getSchema(SchemaGenerator.create().schema(OrderPlaced.class).document());
  }
}
