// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.busbar.core.Violation;
import io.busbar.schema.EventSchema;
import io.busbar.schema.Keywords;
import java.io.IOException;
import java.util.List;

/**
 * One schema, ready to judge. What the {@link Acceptor} recognises in one pass over the text is
 * valid; everything else goes to networknt, which alone decides what is invalid, and says why.
 */
public final class CompiledSchema {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectReader TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          Dialect.builder(Dialects.getDraft202012())
              .keyword(new NonValidationKeyword(Keywords.EVENT))
              .keyword(new NonValidationKeyword(Keywords.SENSITIVE))
              .keyword(new NonValidationKeyword(Keywords.DEPRECATED))
              .keyword(new NonValidationKeyword(Keywords.SUPERSEDED))
              .build(),
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final Schema schema;
  private final Acceptor acceptor;
  private final Violations violations;

  private CompiledSchema(EventSchema event) {
    this.schema = REGISTRY.getSchema(event.document());
    schema.initializeValidators();
    this.acceptor = AcceptorCompiler.compile(event.shape());
    this.violations = new Violations(event.shape());
  }

  /** Compiles a schema for judging details of its event, with and without reserved members. */
  public static CompiledSchema of(EventSchema schema) {
    return new CompiledSchema(schema);
  }

  /** Everything that is wrong with a detail; never throws. */
  public List<Violation> violations(String detail) {
    return isRecognised(detail) ? List.of() : judge(detail);
  }

  /** What a tree breaks. */
  public List<Violation> violations(JsonNode detail) {
    List<Error> errors = schema.validate(detail);
    return errors.isEmpty() ? List.of() : violations.of(errors);
  }

  /** Whether one pass over the text is enough to know that it is valid. */
  boolean isRecognised(String detail) {
    try (JsonParser parser = FACTORY.createParser(detail)) {
      return parser.nextToken() != null && acceptor.accepts(parser) && parser.nextToken() == null;
    } catch (IOException noJson) {
      return false;
    }
  }

  private List<Violation> judge(String detail) {
    try {
      return violations(TREES.readTree(detail));
    } catch (JsonProcessingException noJson) {
      return List.of(new Violation("$", "(no JSON)", "type", "must be one JSON object"));
    }
  }
}
