// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.publish.EntryResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TargetInputTest {
  private static final String DETAIL =
      "{\"orderId\":\"o-1\",\"total\":19.90,\"items\":[{\"sku\":\"a\",\"n\":1},{\"sku\":\"b\",\"n\":2}],"
          + "\"gift\":true,\"note\":\"say \\\"hi\\\"\",\"none\":null}";

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(42).build();
  private final Region region = aws.account("121212121212").region();
  private final Queue queue = region.queue("orders");
  private final Rule rule =
      region.bus("central-bus").rule("orders").pattern("{\"version\":[\"0\"]}").to(queue);

  @Test
  void givesAConstantAsItIs() {
    assertThat(given(new TargetInput.Constant(" {\"a\" : 1} "))).isEqualTo(" {\"a\" : 1} ");
    assertThat(given(new TargetInput.Constant("\"text\""))).isEqualTo("\"text\"");
  }

  @Test
  void givesThePartThatAPathLeadsTo() {
    assertThat(path("$.detail.orderId")).isEqualTo("\"o-1\"");
    assertThat(path("$.detail.total")).isEqualTo("19.90");
    assertThat(path("$.detail.items[1]")).isEqualTo("{\"sku\":\"b\",\"n\":2}");
    assertThat(path("$.detail.items[*].sku")).isEqualTo("[\"a\",\"b\"]");
    assertThat(path("$.detail")).isEqualTo(DETAIL);
    assertThat(path("$")).startsWith("{\"version\":\"0\"").endsWith("\"detail\":" + DETAIL + "}");
    assertThat(path("$.detail-type")).isEqualTo("\"Order Placed\"");
  }

  @Test
  void givesAnEmptyStringWhereAPathLeadsToNothing() {
    assertThat(path("$.detail.missing")).isEqualTo("\"\"");
    assertThat(transformed("{\"a\":<x>,\"b\":\"<x>\"}", "$.detail.missing"))
        .isEqualTo("{\"a\":\"\",\"b\":\"\"}");
  }

  @Test
  void putsJsonValuesWhereAPlaceholderIsNotQuoted() {
    assertThat(transformed("{ \"v\" : <x> }", "$.detail.orderId")).isEqualTo("{\"v\":\"o-1\"}");
    assertThat(transformed("{\"v\":<x>}", "$.detail.total")).isEqualTo("{\"v\":19.90}");
    assertThat(transformed("{\"v\":<x>}", "$.detail.gift")).isEqualTo("{\"v\":true}");
    assertThat(transformed("{\"v\":<x>}", "$.detail.none")).isEqualTo("{\"v\":null}");
    assertThat(transformed("{\"v\":<x>}", "$.detail.items[0]"))
        .isEqualTo("{\"v\":{\"sku\":\"a\",\"n\":1}}");
  }

  @Test
  void putsTextWhereAPlaceholderIsQuoted() {
    assertThat(transformed("{\"v\":\"order <x>.\"}", "$.detail.orderId"))
        .isEqualTo("{\"v\":\"order o-1.\"}");
    assertThat(transformed("{\"v\":\"a \\\"<x>\\\"\"}", "$.detail.orderId"))
        .isEqualTo("{\"v\":\"a \\\"o-1\\\"\"}");
    assertThat(transformed("\"order <x>\"", "$.detail.orderId")).isEqualTo("\"order o-1\"");
  }

  @Test
  void takesTheQuotesFromObjectsAndArraysWithinQuotes() {
    assertThat(transformed("{\"v\":\"<x>\"}", "$.detail.items"))
        .isEqualTo("{\"v\":\"[{sku:a,n:1},{sku:b,n:2}]\"}");
  }

  @Test
  void failsWhatDoesNotGiveJsonBecauseNothingIsEscaped() {
    rule.deadLetter("dlq");
    rule.input(new TargetInput.Transformer(Map.of("x", "$.detail.note"), "{\"v\":\"<x>\"}"));

    put();

    assertThat(aws.journal().failed())
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.Failed(
                "orders",
                queue.arn(),
                Layer.INPUT,
                "INVALID_JSON",
                "The input template did not give valid JSON."));
    assertThat(region.queue("dlq").receive(1).get(0).body()).contains(DETAIL);
    assertThat(transformed("note: \"<x>\"", "$.detail.note")).isEqualTo("note: \"say \"hi\"\"");
  }

  @Test
  void knowsThePredefinedVariables() {
    String ruleArn = "arn:aws:events:us-east-1:121212121212:rule/central-bus/orders";
    assertThat(
            transformed(
                "{\"arn\":<aws.events.rule-arn>,\"name\":\"<aws.events.rule-name>\",\"at\":<aws.events.event.ingestion-time>}",
                "$"))
        .isEqualTo(
            "{\"arn\":\"" + ruleArn + "\",\"name\":\"orders\",\"at\":\"2026-01-01T00:00:00Z\"}");
    rule.input(
        new TargetInput.Transformer(
            Map.of(), "{\"head\":<aws.events.event>,\"all\":<aws.events.event.json>}"));
    String id = put();
    String head =
        "\"version\":\"0\",\"id\":\"%s\",\"detail%sType\":\"Order Placed\",\"source\":\"grocer.shop\",\"account\":\"121212121212\","
            + "\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"us-east-1\",\"resources\":[]";
    assertThat(queue.receive(1).get(0).body())
        .isEqualTo(
            "{\"head\":{"
                + head.formatted(id, "")
                + "},\"all\":{"
                + head.formatted(id, "-").replace("-Type", "-type")
                + ",\"detail\":"
                + DETAIL
                + "}}");
  }

  @Test
  void leavesTheEventForABusAsItIs() {
    Bus next = aws.account("888888888888").bus("next");
    next.rule("all").pattern("{\"version\":[\"0\"]}").to(region.logGroup("all"));
    rule.to(next).input(new TargetInput.Constant("{}"));

    put();

    assertThat(region.logGroup("all").events()).singleElement().asString().contains(DETAIL);
  }

  @Test
  void refusesWhatEventBridgeRefuses() {
    assertRefused(() -> new TargetInput.Constant("{a"), "JSON syntax error in input for target t.");
    assertRefused(() -> new TargetInput.Path("detail"), "InputPath for target t is invalid.");
    assertRefused(
        () -> new TargetInput.Path("$.detail['a']"), "InputPath for target t is invalid.");
    assertRefused(
        () -> new TargetInput.Transformer(Map.of("a", "x"), "<a>"),
        "InputPath for target t is invalid.");
    assertRefused(
        () -> new TargetInput.Transformer(Map.of("a", "$"), "{\"b\":<b>}"),
        "InputTemplate for target t contains invalid placeholder b.");
    assertRefused(
        () -> new TargetInput.Transformer(Map.of(), "[<aws.events.event.json>]"),
        "InputTemplate for target t contains placeholder aws.events.event.json valid only for JSON template.");
    assertRefused(
        () -> new TargetInput.Transformer(Map.of("aws.events.rule-name", "$"), "{}"),
        "1 validation error detected: Value '{aws.events.rule-name=$}' at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint:"
            + " Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [A-Za-z0-9\\_\\-]+]");
  }

  @Test
  void refusesWhatIsTooLong() {
    String path = "$." + "a".repeat(255);
    assertRefused(
        () -> new TargetInput.Path(path),
        "1 validation error detected: Value '"
            + path
            + "' at 'targets.1.member.inputPath' failed to satisfy constraint: Member must have length less than or equal to 256");
    String text = "\"" + "a".repeat(8_191) + "\"";
    assertRefused(
        () -> new TargetInput.Constant(text),
        "1 validation error detected: Value '"
            + text
            + "' at 'targets.1.member.input' failed to satisfy constraint: Member must have length less than or equal to 8192");
    assertRefused(
        () -> new TargetInput.Transformer(Map.of(), text),
        "1 validation error detected: Value '"
            + text
            + "' at 'targets.1.member.inputTransformer.inputTemplate' failed to satisfy constraint: Member must have length less than or equal to 8192");
    Map<String, String> paths = new HashMap<>();
    for (int i = 0; i <= 100; i++) {
      paths.put("p" + i, "$");
    }
    TargetInput.Transformer many = new TargetInput.Transformer(paths, "<p1>");
    assertRefused(
        () -> many,
        "1 validation error detected: Value '"
            + many.paths()
            + "' at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Member must have length less than or equal to 100");
  }

  @Test
  void refusesDeadLetterQueuesThatEventBridgeRefuses() {
    Target target = new Target("t", queue.arn());
    assertValidation(
        () -> target.withDeadLetterArn("arn:aws:lambda:us-east-1:121212121212:function:f"),
        "lambda is not supported as a dead letter resource.");
    assertValidation(
        () -> target.withDeadLetterArn(queue.arn() + ".fifo"),
        "SQS FIFO is not supported by Dead Letter Queues.");
    assertValidation(
        () -> new Target("t", queue.arn() + ".fifo"),
        "Parameter(s) SqsParameters must be specified for target: t.");
  }

  private static void assertRefused(java.util.function.Supplier<TargetInput> input, String text) {
    Target target = new Target("t", "arn:aws:sqs:us-east-1:121212121212:orders");
    assertValidation(() -> target.withInput(input.get()), text);
  }

  private static void assertValidation(ThrowingCallable call, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage(text);
  }

  private String path(String path) {
    return given(new TargetInput.Path(path));
  }

  private String transformed(String template, String path) {
    return given(new TargetInput.Transformer(Map.of("x", path), template));
  }

  private String given(TargetInput input) {
    rule.input(input);
    assertThat(put()).isNotEmpty();
    return queue.receive(1).get(0).body();
  }

  private String put() {
    PutEventsEntry entry = PutEventsEntry.of("grocer.shop", "Order Placed", DETAIL);
    return ((EntryResult.Accepted) region.putEvents(List.of(entry.on("central-bus"))).get(0))
        .busEventId();
  }
}
