// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.busbar.core.EventName;
import io.busbar.core.EventType;
import io.busbar.schema.Constraints;
import io.busbar.schema.DeprecatedField;
import io.busbar.schema.EventSchema;
import io.busbar.schema.Json;
import io.busbar.schema.SchemaGenerator;
import io.busbar.schema.compatibility.RandomDocuments;
import io.busbar.schema.compatibility.RandomSchemas;
import io.busbar.schema.validation.CompiledSchema;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryExportTest {
  private static final Schema DRAFT_4 = meta("draft-04/schema", SpecificationVersion.DRAFT_4);
  private static final Schema OPEN_API =
      meta("spec.openapis.org/oas/3.0/schema/2021-09-28", SpecificationVersion.DRAFT_4);

  enum Tier {
    FREE,
    PLUS
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  sealed interface Payment {}

  @JsonTypeName("card")
  record Card(String number) implements Payment {}

  @JsonTypeName("cash")
  record Cash() implements Payment {}

  record Category(String name, List<Category> within) {}

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(
      @Constraints(pattern = "^ord-") String orderId,
      Tier tier,
      @Nullable Tier former,
      Optional<Category> category,
      Category main,
      Payment payment,
      @Nullable Payment refund,
      Map<String, BigDecimal> prices,
      Instant at,
      Optional<String> note,
      Object anything,
      @DeprecatedField(since = 4, replacedBy = "prices") List<String> items) {}

  @ParameterizedTest
  @EnumSource(RegistryFormat.class)
  void isADocumentOfItsFormat(RegistryFormat format) {
    JsonNode document = RegistryExport.as(format).document(schema());

    assertThat(meta(format).validate(document)).isEmpty();
    assertThat(document.toString())
        .contains("\"x-amazon-events-detail-type\":\"Order Placed\"")
        .contains("\"x-amazon-events-source\":\"grocer.customer-web\"");
  }

  /** So that the test above can fail. */
  @ParameterizedTest
  @EnumSource(RegistryFormat.class)
  void wouldBeNoticedAsItStandsInTheRegistry(RegistryFormat format) {
    ObjectNode document = RegistryExport.as(format).document(schema());
    ObjectNode raw =
        document.withObjectProperty("components").withObjectProperty("schemas").putObject("Raw");
    raw.put("exclusiveMinimum", 0).put("const", 1).putArray("type").add("string").add("null");
    if (format == RegistryFormat.JSON_SCHEMA_DRAFT_4) {
      document.withObjectProperty("definitions").set("Raw", raw);
    }

    assertThat(meta(format).validate(document)).isNotEmpty();
  }

  /** In each form, generated schemas allow what they allowed before, and no more. */
  @ParameterizedTest
  @EnumSource(RegistryFormat.class)
  void allowsTheSame(RegistryFormat format) {
    int valid = 0;
    int invalid = 0;
    for (long seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      ObjectNode document = new RandomSchemas(random).object(2);
      EventSchema schema = new EventSchema(new EventName("grocer.shop", "Any"), 1, document);
      JsonNode exported = RegistryExport.as(format).document(schema);
      assertThat(meta(format).validate(exported)).as("seed %d: %s", seed, exported).isEmpty();
      CompiledSchema before = CompiledSchema.of(schema);
      Schema after = detail(format, exported);
      RandomDocuments documents = new RandomDocuments(random);
      for (int i = 0; i < 4; i++) {
        JsonNode event =
            i % 2 == 0 ? documents.of(document) : documents.damaged(documents.of(document));
        if (event.toString().contains("1.0")) {
          continue; // For draft 4 and OpenAPI 3.0 it is no whole number; since draft 6 it is.
        }
        boolean right = before.violations(event).isEmpty();
        assertThat(after.validate(event).isEmpty())
            .as("seed %d: %s%nexported %s%nevent %s", seed, document, exported, event)
            .isEqualTo(right);
        valid += right ? 1 : 0;
        invalid += right ? 0 : 1;
      }
    }
    assertThat(Math.min(valid, invalid)).isGreaterThan(50);
  }

  @Test
  void writesATemplateWithTheNewestVersionOfEachEvent() throws IOException {
    EventSchema newest = schema();
    EventSchema older = new EventSchema(newest.name(), 6, newest.document());
    EventSchema other =
        new EventSchema(new EventName("grocer.payment", "Payment Failed"), 1, newest.document());

    String template =
        RegistryExport.as(RegistryFormat.OPEN_API_3)
            .cloudFormation("grocer", List.of(newest, older, other));

    JsonNode resources = Json.READER.readTree(template).get("Resources");
    assertThat(resources.propertyStream().map(Map.Entry::getKey))
        .containsExactly(
            "EventRegistry", "GrocerCustomerWebOrderPlaced", "GrocerPaymentPaymentFailed");
    JsonNode order = resources.get("GrocerCustomerWebOrderPlaced");
    assertThat(order.get("Type").asText()).isEqualTo("AWS::EventSchemas::Schema");
    assertThat(order.at("/Properties/SchemaName").asText())
        .isEqualTo("grocer.customer-web@OrderPlaced");
    assertThat(order.at("/Properties/Type").asText()).isEqualTo("OpenApi3");
    assertThat(order.at("/Properties/Description").asText()).isEqualTo("Order Placed, version 7");
    assertThat(Json.READER.readTree(order.at("/Properties/Content").asText()))
        .isEqualTo(RegistryExport.as(RegistryFormat.OPEN_API_3).document(newest));
    assertThat(
            RegistryExport.as(RegistryFormat.OPEN_API_3)
                .cloudFormation("grocer", List.of(other, older, newest)))
        .isEqualTo(template);
  }

  @Test
  void refusesADocumentThatTheRegistryWouldRefuse() {
    ObjectNode document = schema().document().deepCopy();
    document.put("description", "x".repeat(100_000));
    EventSchema long7 = new EventSchema(schema().name(), 7, document);

    assertThatThrownBy(
            () ->
                RegistryExport.as(RegistryFormat.OPEN_API_3)
                    .cloudFormation("grocer", List.of(long7)))
        .hasMessageContaining(
            "characters, but EventBridge's registry takes 100000 at most (CreateSchema API). "
                + "Split the event, or leave it out of the export.");
  }

  private static Schema meta(RegistryFormat format) {
    return format == RegistryFormat.OPEN_API_3 ? OPEN_API : DRAFT_4;
  }

  private static EventSchema schema() {
    return SchemaGenerator.create().schema(OrderPlaced.class);
  }

  /** A validator of the exported form, for the detail alone. */
  private static Schema detail(RegistryFormat format, JsonNode exported) {
    boolean openApi = format == RegistryFormat.OPEN_API_3;
    ObjectNode document = exported.deepCopy();
    ObjectNode detail = document.objectNode();
    detail.put("$ref", openApi ? "#/components/schemas/Any" : "#/definitions/Any");
    String definitions = openApi ? "components" : "definitions";
    detail.set(definitions, exported.get(definitions));
    return (openApi
            ? SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30())
            : SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4))
        .getSchema(detail);
  }

  private static Schema meta(String resource, SpecificationVersion version) {
    ClassLoader loader = RegistryExportTest.class.getClassLoader();
    try (InputStream text = loader.getResourceAsStream(resource)) {
      return SchemaRegistry.withDefaultDialect(version)
          .getSchema(new String(text.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
