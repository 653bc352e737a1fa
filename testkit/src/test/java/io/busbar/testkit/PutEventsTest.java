// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.publish.EntryResult;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conditions and texts of the table of PutEvents' answers. */
class PutEventsTest {
  private final InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
  private final Region caller = aws.account("111111111111").region();
  private final LogGroup log = caller.logGroup("all");

  PutEventsTest() {
    caller.bus("default").rule("all").pattern("{\"version\":[\"0\"]}").to(log);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -, t, {}, Parameter Source is not valid. Reason: Source is a required argument.
          '', t, {}, Parameter Source is not valid. Reason: Source is a required argument.
          s, -, {}, Parameter DetailType is not valid. Reason: DetailType is a required argument.
          s, t, -, Parameter Detail is not valid. Reason: Detail is a required argument.
          """)
  void refusesAnEntryWithoutARequiredArgument(
      @Nullable String source, @Nullable String type, @Nullable String detail, String message) {
    assertThat(put(entry(source, type, detail)))
        .isEqualTo(new EntryResult.Refused("InvalidArgument", message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NotJSON",
        "[]",
        "\"str\"",
        "1",
        "null",
        "{",
        "{}{}",
        "{\"a\":1}x",
        " ",
        "{'a':1}",
        "{\"a\":NaN}"
      })
  void refusesADetailThatIsNotOneJsonObject(String detail) {
    assertThat(put(entry("s", "t", detail)))
        .isEqualTo(new EntryResult.Refused("MalformedDetail", "Detail is malformed."));
  }

  @Test
  void takesAThousandLevelsAndRefusesOneMore() {
    assertThat(put(entry("s", "t", nested(1_000)))).isInstanceOf(EntryResult.Accepted.class);
    assertThat(put(entry("s", "t", nested(1_001))))
        .isEqualTo(new EntryResult.Refused("MalformedDetail", "Detail is malformed."));
  }

  @Test
  void refusesSourcesOfAws() {
    assertThat(put(entry("aws.s3", "t", "{}")))
        .isEqualTo(
            new EntryResult.Refused(
                "NotAuthorizedForSourceException", "Not authorized for the source."));
    assertThat(put(entry("aws", "t", "{}"))).isInstanceOf(EntryResult.Accepted.class);
  }

  @Test
  void refusesALongDetailType() {
    assertThat(put(entry("s", "t".repeat(128), "{}"))).isInstanceOf(EntryResult.Accepted.class);
    assertThat(put(entry("s", "t".repeat(129), "{}")))
        .isEqualTo(
            new EntryResult.Refused(
                "InvalidArgument",
                "Parameter DetailType is not valid. Reason: DetailType must have at most 128 characters."));
  }

  @Test
  void refusesALongResource() {
    assertThat(put(with(List.of("r".repeat(2_048))))).isInstanceOf(EntryResult.Accepted.class);
    assertThat(put(with(List.of("ok", "r".repeat(2_049)))))
        .isEqualTo(
            new EntryResult.Refused(
                "InvalidArgument",
                "Parameter Resources is not valid. Reason: A resource must have at most 2048 characters."));
  }

  @Test
  void answersForTheGoodEntriesBesideTheBadOnes() {
    List<EntryResult> results =
        caller.putEvents(
            List.of(entry("s", "t", "{}"), entry("s", "t", "[]"), entry("s", "u", "{}")));

    assertThat(results.get(0)).isInstanceOf(EntryResult.Accepted.class);
    assertThat(results.get(1)).isInstanceOf(EntryResult.Refused.class);
    assertThat(results.get(2)).isInstanceOf(EntryResult.Accepted.class);
    assertThat(log.events()).hasSize(2);
  }

  @Test
  void refusesARequestWithoutEntries() {
    assertThatThrownBy(() -> caller.putEvents(List.of()))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage(
            "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1");
  }

  @Test
  void refusesMoreThanTenEntries() {
    assertThatThrownBy(() -> caller.putEvents(Collections.nCopies(11, entry("s", "t", "{}"))))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage(
            "1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: "
                + "Member must have length less than or equal to 10");
    assertThat(log.events()).isEmpty();
  }

  @Test
  void refusesARequestWhoseEntriesReachOneMegabyte() {
    PutEventsEntry half = entry("s", "t", "{\"x\":\"" + "ä".repeat(262_138) + "\"}");
    assertThat(half.detail()).hasSize(262_146);

    assertThatThrownBy(() -> caller.putEvents(List.of(half, half, entry("s", "t", "{\"a\":1}"))))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage("Total size of the entries in the request is over the limit.");
    assertThat(caller.putEvents(List.of(half))).hasOnlyElementsOfType(EntryResult.Accepted.class);
  }

  @Test
  void countsTimeAndResourcesInTheSize() {
    // 1 source + 1 type + detail; the limit is "less than".
    int free = 1_048_576 - 2 - "{\"x\":\"\"}".length() - 1;
    PutEventsEntry full = entry("s", "t", "{\"x\":\"" + "x".repeat(free) + "\"}");
    PutEventsEntry timed =
        new PutEventsEntry("s", "t", full.detail(), List.of(), Instant.EPOCH, null, null);
    PutEventsEntry resource =
        new PutEventsEntry("s", "t", full.detail(), List.of("r"), null, null, null);

    assertThat(put(full)).isInstanceOf(EntryResult.Accepted.class);
    assertThatThrownBy(() -> put(timed)).isInstanceOf(AwsErrorException.class);
    assertThatThrownBy(() -> put(resource)).isInstanceOf(AwsErrorException.class);
    assertThat(put(full.on("some-other-name"))).isInstanceOf(EntryResult.Accepted.class);
  }

  @Test
  void refusesABusNameAndATraceHeaderAgainstTheServiceModel() {
    PutEventsEntry bad =
        new PutEventsEntry("s", "t", "{}", List.of(), null, "a bus", "x".repeat(501));

    assertThatThrownBy(() -> caller.putEvents(List.of(entry("s", "t", "{}"), bad)))
        .hasMessage(
            "2 validation errors detected: Value 'a bus' at 'entries.2.member.eventBusName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: "
                + "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+; Value '"
                + "x".repeat(501)
                + "' at 'entries.2.member.traceHeader' failed to satisfy constraint: "
                + "Member must have length less than or equal to 500");
  }

  @Test
  void dropsWhatIsForAnArnOfAnotherRegion() {
    Bus abroad = aws.account("111111111111").region("eu-west-1").bus("default");

    assertThat(put(entry("s", "t", "{}").on(abroad.arn())))
        .isInstanceOf(EntryResult.Accepted.class);

    assertThat(aws.journal().dropped()).extracting(JournalEntry::bus).containsExactly(abroad.arn());
  }

  @Test
  void keepsNumbersAndEscapesAsTheyWereSent() {
    put(
        entry(
            "s",
            "t",
            "{ \"a\\\" b\" : 3.0e2 ,\n\t\"c\" : \"\\u00e4 \\\\\" , \"d\":12345678901234567890 }"));

    assertThat(log.events().get(0))
        .endsWith(
            "\"detail\":{\"a\\\" b\":3.0e2,\"c\":\"\\u00e4 \\\\\",\"d\":12345678901234567890}}");
  }

  private EntryResult put(PutEventsEntry entry) {
    return caller.putEvents(List.of(entry)).get(0);
  }

  private static PutEventsEntry with(List<String> resources) {
    return new PutEventsEntry("s", "t", "{}", resources, null, null, null);
  }

  private static PutEventsEntry entry(
      @Nullable String source, @Nullable String detailType, @Nullable String detail) {
    return new PutEventsEntry(source, detailType, detail, List.of(), null, null, null);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }
}
