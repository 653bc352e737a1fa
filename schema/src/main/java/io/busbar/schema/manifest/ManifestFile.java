// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventName;
import io.busbar.schema.Json;
import io.busbar.schema.manifest.ServiceManifest.Consumed;
import io.busbar.schema.manifest.ServiceManifest.Published;
import io.busbar.schema.manifest.ServiceManifest.Rule;
import java.util.ArrayList;
import java.util.List;

/** The manifest's form in JSON: version 1. */
final class ManifestFile {
  private static final int FORM = 1;

  private ManifestFile() {}

  static String text(ServiceManifest manifest) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("busbar", FORM).put("service", manifest.service());
    if (!manifest.version().isEmpty()) {
      file.put("version", manifest.version());
    }
    file.putArray("publishes");
    manifest
        .publishes()
        .forEach(each -> write(each, file.withArrayProperty("publishes").addObject()));
    file.putArray("consumes");
    manifest
        .consumes()
        .forEach(each -> write(each, file.withArrayProperty("consumes").addObject()));
    file.putArray("rules");
    manifest
        .rules()
        .forEach(
            each ->
                file.withArrayProperty("rules")
                    .addObject()
                    .put("name", each.name())
                    .set("pattern", tree(each.pattern())));
    return Json.pretty(file);
  }

  private static void write(Published each, ObjectNode to) {
    to.put("source", each.name().source())
        .put("detailType", each.name().detailType())
        .put("version", each.version())
        .put("schema", each.schema());
  }

  private static void write(Consumed each, ObjectNode to) {
    to.put("handler", each.handler())
        .put("source", each.source())
        .put("detailType", each.detailType())
        .put("version", each.version());
    to.putArray("reads");
    each.reads().forEach(to.withArrayProperty("reads")::add);
    if (each.pattern() != null) {
      to.set("pattern", tree(each.pattern()));
    }
    to.putObject("delivery").put("maxAttempts", each.maxAttempts());
    if (each.schema() != null) {
      to.set("schema", each.schema());
    }
  }

  private static JsonNode tree(String json) {
    try {
      return Json.READER.readTree(json);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "The pattern '%s' is not JSON: %s".formatted(json, wrong.getOriginalMessage()), wrong);
    }
  }

  static ServiceManifest parse(String json) {
    JsonNode file;
    try {
      file = Json.READER.readTree(json);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "The manifest is not JSON: " + wrong.getOriginalMessage(), wrong);
    }
    if (file.path("busbar").asInt() != FORM) {
      throw new IllegalArgumentException(
          "The manifest of '%s' has the form '%s', but this version of Busbar reads %d. Update Busbar where it is read."
              .formatted(file.path("service").asText(), file.path("busbar").asText(), FORM));
    }
    List<Published> publishes = new ArrayList<>();
    file.path("publishes").forEach(each -> publishes.add(published(each)));
    List<Consumed> consumes = new ArrayList<>();
    file.path("consumes").forEach(each -> consumes.add(consumed(each)));
    List<Rule> rules = new ArrayList<>();
    file.path("rules")
        .forEach(
            each ->
                rules.add(new Rule(each.path("name").asText(), each.path("pattern").toString())));
    return new ServiceManifest(
        file.path("service").asText(), file.path("version").asText(), publishes, consumes, rules);
  }

  private static Published published(JsonNode each) {
    return new Published(
        new EventName(each.path("source").asText(), each.path("detailType").asText()),
        each.path("version").asInt(),
        each.path("schema").asText());
  }

  private static Consumed consumed(JsonNode each) {
    List<String> reads = new ArrayList<>();
    each.path("reads").forEach(path -> reads.add(path.asText()));
    return new Consumed(
        each.path("handler").asText(),
        each.path("source").asText(),
        each.path("detailType").asText(),
        each.path("version").asInt(),
        reads,
        each.get("schema") instanceof ObjectNode schema ? schema : null,
        each.has("pattern") ? each.get("pattern").toString() : null,
        each.path("delivery").path("maxAttempts").asInt());
  }
}
