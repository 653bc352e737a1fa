// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventName;
import io.busbar.schema.EventSchema;
import io.busbar.schema.validation.CompiledSchema;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The verdict "compatible" against the validator: for schemas and documents from a seed, which
 * jqwik prints, no document that the writer's schema allows is refused by the reader's.
 */
class DifferentialTest {
  private static final EventName NAME = new EventName("grocer.shop", "Order Placed");
  private static final int DOCUMENTS = Boolean.getBoolean("busbar.exhaustive") ? 20_000 : 4_000;
  private static final int TRIES = 100;
  private static final int OF_EACH_PAIR = 5;
  private static final AtomicInteger COMPATIBLE = new AtomicInteger();
  private static final AtomicInteger CONTRADICTED_OTHERWISE = new AtomicInteger();

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void neverCallsCompatibleWhatTheValidatorRefuses(@ForAll long seed) {
    Random seeds = new Random(seed);
    int until = COMPATIBLE.get() + DOCUMENTS / TRIES;
    while (COMPATIBLE.get() < until) {
      check(seeds.nextLong());
    }
  }

  private static void check(long seed) {
    Random random = new Random(seed);
    RandomSchemas schemas = new RandomSchemas(random);
    ObjectNode before = schemas.object(2);
    ObjectNode after = random.nextInt(10) == 0 ? schemas.object(2) : schemas.changed(before);
    for (Reading reading : Reading.values()) {
      compare(before, after, reading, random, seed);
      compare(after, before, reading, random, seed);
    }
  }

  private static void compare(
      ObjectNode writer, ObjectNode reader, Reading reading, Random random, long seed) {
    boolean compatible =
        Compatibility.findings(schema(writer), schema(reader), Direction.BACKWARD, reading)
            .isEmpty();
    CompiledSchema writes = CompiledSchema.of(schema(writer));
    CompiledSchema reads =
        CompiledSchema.of(schema(reading == Reading.STRICT ? reader : opened(reader)));
    RandomDocuments documents = new RandomDocuments(random);
    for (int i = 0; i < OF_EACH_PAIR; i++) {
      JsonNode document = documents.of(writer);
      if (!writes.violations(document).isEmpty()) {
        continue;
      }
      boolean accepted = reads.violations(document).isEmpty();
      count(compatible, accepted);
      assertThat(accepted || !compatible)
          .as(
              "seed %d, %s: called compatible, but refused.%nwriter %s%nreader %s%ndocument %s",
              seed, reading, writer, reader, document)
          .isTrue();
    }
  }

  private static void count(boolean compatible, boolean accepted) {
    if (compatible) {
      COMPATIBLE.incrementAndGet();
    } else if (!accepted) {
      CONTRADICTED_OTHERWISE.incrementAndGet();
    }
  }

  private static EventSchema schema(ObjectNode document) {
    return new EventSchema(NAME, 1, document);
  }

  /** A tolerant reader's schema: what it does not know, it ignores. */
  private static ObjectNode opened(JsonNode schema) {
    ObjectNode copy = schema.deepCopy();
    open(copy);
    return copy;
  }

  private static void open(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("additionalProperties").isBoolean()) {
      object.remove("additionalProperties");
    }
    for (JsonNode child : node) {
      open(child);
    }
  }

  /** Otherwise the property would hold because everything is called incompatible, or nothing is. */
  @AfterContainer
  static void sawBothVerdicts() {
    assertThat(COMPATIBLE.get()).isGreaterThanOrEqualTo(DOCUMENTS);
    assertThat(CONTRADICTED_OTHERWISE.get()).as("documents refused").isGreaterThan(DOCUMENTS / 20);
  }
}
