// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.BusbarException;
import io.busbar.core.Violation;
import io.busbar.core.evolution.UpcasterChain;
import io.busbar.schema.EventSchema;
import io.busbar.schema.Json;
import io.busbar.schema.validation.CompiledSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A golden sample is right in its own version and arrives in the newest: it fits its schema, its
 * upcast fits the newest schema and can be bound to the record; the chain does the same twice and
 * leaves the sample alone.
 */
final class SampleCheck {
  private static final int UNKNOWN = io.busbar.core.EventMetadata.UNKNOWN_VERSION;
  private final EventRegistry registry;
  private final Class<?> type;
  private final EventSchema newest;
  private final @Nullable UpcasterChain chain;

  SampleCheck(
      EventRegistry registry, Class<?> type, EventSchema newest, @Nullable UpcasterChain chain) {
    this.registry = registry;
    this.type = type;
    this.newest = newest;
    this.chain = chain;
  }

  List<String> findings(EventSchema own, Path file) {
    List<String> findings = new ArrayList<>();
    try {
      JsonNode sample = Json.READER.readTree(EventFolder.read(file));
      findings.addAll(texts("does not fit its own version", own, sample));
      if (sample instanceof ObjectNode detail && findings.isEmpty()) {
        arrive(detail, own.version(), findings);
      }
    } catch (JsonProcessingException noJson) {
      findings.add("The sample is not JSON: " + noJson.getOriginalMessage());
    }
    return findings;
  }

  private void arrive(ObjectNode sample, int version, List<String> findings) {
    ObjectNode untouched = sample.deepCopy();
    try {
      ObjectNode arrived = upcast(sample, version, findings);
      findings.addAll(texts("does not fit the newest version after its upcast", newest, arrived));
      if (!sample.equals(untouched)) {
        findings.add(
            "The upcaster chain has changed the sample itself. A step may change and return the copy that it is given, and nothing else.");
      }
      bind(arrived);
    } catch (BusbarException failed) {
      findings.add("It does not arrive in " + type.getSimpleName() + ": " + failed.getMessage());
    }
  }

  private ObjectNode upcast(ObjectNode sample, int version, List<String> findings) {
    if (chain == null || version >= newest.version()) {
      return sample;
    }
    ObjectNode declared = chain.upcast(sample, version, newest.version());
    if (!declared.equals(chain.upcast(sample, version, newest.version()))) {
      findings.add(
          "The upcaster chain makes something else of it each time. A step must depend on the detail alone: no clock, no random ids.");
    }
    if (chain.sniffs() && !declared.equals(chain.upcast(sample, UNKNOWN, newest.version()))) {
      findings.add(
          "Without its version the chain takes it for version %d and makes something else of it. Add a sniffer that tells version %d apart."
              .formatted(chain.sniff(sample), version));
    }
    return declared;
  }

  private void bind(ObjectNode detail) {
    ObjectNode envelope = detail.objectNode();
    envelope
        .put("version", "0")
        .put("id", "00000000-0000-0000-0000-000000000000")
        .put("detail-type", newest.name().detailType())
        .put("source", newest.name().source())
        .put("account", "000000000000")
        .put("time", "1970-01-01T00:00:00Z")
        .put("region", "us-east-1")
        .set("detail", detail);
    var unused = registry.codec.read(envelope.toString()).detail(registry.codec.reader(type));
  }

  private static List<String> texts(String what, EventSchema schema, JsonNode sample) {
    return CompiledSchema.of(schema).violations(sample).stream()
        .map(Violation::describe)
        .map(violation -> "The sample " + what + ": " + violation)
        .toList();
  }
}
