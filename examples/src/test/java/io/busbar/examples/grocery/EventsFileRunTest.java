// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsFileRunTest {
  private static final String ORDER =
      "{\"Source\":\"grocer.customer-web\",\"DetailType\":\"Order Placed\",\"Detail\":\"{\\\"total\\\":45.99}\"";
  @TempDir Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void tellsForEveryEventWhichRulesMatched() throws IOException {
    Path events =
        file(
            "events.jsonl",
            ORDER
                + "}\n\n"
                + ORDER
                + ",\"Time\":\"2026-11-23T06:00:00Z\",\"Resources\":[\"arn:aws:s3:::x\"]}\n"
                + "{\"Source\":\"grocer.payment\",\"DetailType\":\"Payment Processed\",\"Detail\":\"{}\"}\n");
    Path rules =
        file(
            "rules.json",
            "{\"orders\":{\"detail-type\":[\"Order Placed\"]},\"dear\":{\"detail\":{\"total\":[{\"numeric\":[\">\",40]}]}},"
                + "\"with-resource\":{\"resources\":[{\"prefix\":\"arn:aws:s3\"}]}}");

    boolean ok = new EventsFileRun(out()).run(events, rules);

    assertThat(text())
        .isEqualTo(
            """
            line 1: 'Order Placed' from grocer.customer-web → orders, dear
            line 3: 'Order Placed' from grocer.customer-web → orders, dear, with-resource
            line 4: 'Payment Processed' from grocer.payment → no rule

            Matches by rule
              orders                                2
              dear                                  2
              with-resource                         1

            events: lines=3 accepted=3 refused-or-malformed=0
            """);
    assertThat(ok).isTrue();
  }

  @Test
  void reportsWhatIsWrongWithALineAndGoesOn() throws IOException {
    Path events =
        file(
            "events.jsonl",
            "{\"Source\":\n"
                + "[]\n"
                + "{\"Source\":\"a\",\"DetailType\":\"b\"}\n"
                + "{\"Source\":\"a\",\"DetailType\":\"b\",\"Detail\":{}}\n"
                + "{\"Source\":\"a\",\"DetailType\":\"b\",\"Detail\":\"[1]\"}\n"
                + "{\"Source\":\"aws.s3\",\"DetailType\":\"b\",\"Detail\":\"{}\"}\n"
                + ORDER
                + ",\"EventBusName\":\"elsewhere\"}\n"
                + ORDER
                + "}\n");
    Path rules =
        file(
            "rules.json",
            "{\"orders\":{\"detail-type\":[\"Order Placed\"]},\"broken\":{\"detail\":{\"total\":[{\"numeric\":[\">>\",1]}]}}}");

    boolean ok = new EventsFileRun(out()).run(events, rules);

    assertThat(text().lines())
        .anyMatch(
            line ->
                line.startsWith(
                    "rule broken is left out: Event pattern is not valid. Reason: Unrecognized numeric range operator: >>"))
        .anyMatch(line -> line.startsWith("line 1: malformed: it is not JSON: "))
        .contains(
            "line 2: malformed: it is not a JSON object, but an entry is one: {\"Source\":…,\"DetailType\":…,\"Detail\":…}",
            "line 3: malformed: its Detail is missing, but must be a string",
            "line 4: malformed: its Detail is object, but must be a string",
            "line 5: refused: MalformedDetail: The detail is not a JSON object, which EventBridge refuses (Detail is malformed.). "
                + "Publish a record, a map, an object node, or such JSON as byte[].",
            "line 6: malformed: The source 'aws.s3' begins with 'aws.', which EventBridge refuses from customers "
                + "(NotAuthorizedForSourceException). Use a prefix of your own, as in 'grocer.payment'.",
            "line 7: lost: the bus 'elsewhere' does not exist; EventBridge answers with an event id all the same, and drops the event",
            "line 8: 'Order Placed' from grocer.customer-web → orders",
            "events: lines=8 accepted=1 refused-or-malformed=7");
    assertThat(ok).isFalse();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private PrintStream out() {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
