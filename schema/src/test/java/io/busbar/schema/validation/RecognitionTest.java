// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventName;
import io.busbar.schema.EventSchema;
import io.busbar.schema.compatibility.RandomDocuments;
import io.busbar.schema.compatibility.RandomSchemas;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * What is recognised in one pass, the validator finds valid: for schemas and documents from a seed.
 */
class RecognitionTest {
  private static final int ROUNDS = Boolean.getBoolean("busbar.exhaustive") ? 20 : 1;
  private static final AtomicInteger VALID = new AtomicInteger();
  private static final AtomicInteger RECOGNISED = new AtomicInteger();
  private static final AtomicInteger INVALID = new AtomicInteger();

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void recognisesOnlyWhatIsValid(@ForAll long seed) {
    Random seeds = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      check(seeds.nextLong());
    }
  }

  private static void check(long seed) {
    Random random = new Random(seed);
    ObjectNode schema = new RandomSchemas(random).object(2);
    CompiledSchema compiled =
        CompiledSchema.of(new EventSchema(new EventName("grocer.shop", "Any"), 1, schema));
    RandomDocuments documents = new RandomDocuments(random);
    for (int i = 0; i < 8; i++) {
      JsonNode whole = documents.of(schema);
      check(compiled, whole, schema, seed);
      check(compiled, documents.damaged(whole), schema, seed);
    }
  }

  private static void check(
      CompiledSchema compiled, JsonNode document, ObjectNode schema, long seed) {
    boolean recognised = compiled.isRecognised(document.toString());
    boolean valid = compiled.violations(document).isEmpty();
    (valid ? VALID : INVALID).incrementAndGet();
    if (recognised) {
      RECOGNISED.incrementAndGet();
      assertThat(valid)
          .as("seed %d: recognised, but invalid.%nschema %s%ndocument %s", seed, schema, document)
          .isTrue();
    }
  }

  @AfterContainer
  static void sawEnoughOfEach() {
    assertThat(INVALID.get()).isGreaterThan(VALID.get() / 10);
    // Sets, exclusive bounds and doubtful formats are left to the validator.
    assertThat(RECOGNISED.get()).isGreaterThan(VALID.get() / 3);
  }
}
