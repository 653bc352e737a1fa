// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {
  private final EventCodec codec = JacksonEventCodec.create();

  @Test
  void readsWhatTheLibraryHasWritten() {
    EventMetadata metadata =
        new EventMetadata(
            EventId.of("01999f3e-0000-7000-8000-000000000001"),
            7,
            Instant.parse("2026-11-23T06:00:00.123Z"),
            "customer-web",
            "2.3.1",
            "222222222222",
            "corr-1",
            EventId.of("01999f3e-0000-7000-8000-000000000002"),
            3,
            new Actor("user-1", List.of("subscription:upgrade"), "https://id"));
    TraceContext trace = new TraceContext("00-a-b-01", "vendor=1", "tier=plus");
    String detail = codec.encode(java.util.Map.of("a", 1), metadata, trace).json();

    EventHead head = codec.read(EnvelopeText.of(detail)).head();

    assertThat(head)
        .isEqualTo(
            new EventHead(
                EnvelopeText.BUS_EVENT_ID,
                new EventName("grocer.customer-web", "Order Placed"),
                "111111111111",
                "us-east-1",
                Instant.parse("2026-11-23T06:00:00Z"),
                List.of("arn:aws:s3:::orders"),
                null,
                metadata,
                trace));
    assertThat(head.id()).isEqualTo(metadata.id());
    assertThat(head.isReplay()).isFalse();
  }

  @Test
  void takesTheMetadataOfForeignEventsFromTheirEnvelope() {
    EventHead head = read("{\"bucket\":{\"name\":\"b\"}}");

    assertThat(head.metadata())
        .isEqualTo(
            new EventMetadata(
                EventId.of(EnvelopeText.BUS_EVENT_ID),
                EventMetadata.UNKNOWN_VERSION,
                Instant.parse("2026-11-23T06:00:00Z"),
                "grocer.customer-web",
                null,
                null,
                EnvelopeText.BUS_EVENT_ID,
                null,
                0,
                null));
    assertThat(head.traceContext()).isNull();
  }

  @Test
  void startsACorrelationWithTheEventsOwnId() {
    EventHead head = read("{\"_metadata\":{\"id\":\"01999f3e-0000-7000-8000-000000000001\"}}");

    assertThat(head.metadata().correlationId()).isEqualTo("01999f3e-0000-7000-8000-000000000001");
  }

  @Test
  void readsTheOlderForm() {
    EventHead head =
        read(
            "{\"_metadata\":{\"timestamp\":1795413600123,\"version\":\"6\",\"traceId\":\"t-1\"},\"a\":1}");

    assertThat(head.metadata().occurredAt()).isEqualTo(Instant.ofEpochMilli(1_795_413_600_123L));
    assertThat(head.metadata().schemaVersion()).isEqualTo(6);
    assertThat(head.id()).isEqualTo(EventId.of(EnvelopeText.BUS_EVENT_ID));
    assertThat(head.traceContext()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'version':5,'schemaVersion':7|7",
        "'schemaVersion':7,'version':5|7",
        "'schemaVersion':'x','version':5|5",
        "'schemaVersion':7,'version':{'id':'wrong'}|7",
        "'version':'2.3.1'|0",
        "'schemaVersion':-1|0",
        "'schemaVersion':1.0|0",
        "'schemaVersion':99999999999|0",
        "'schemaVersion':null|0",
        "'schemaVersion':''|0",
      })
  void prefersTheSchemaVersionToTheOlderForm(String members, int version) {
    assertThat(read(metadata(members)).metadata().schemaVersion()).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'occurredAt':'2026-11-23T05:59:59Z','timestamp':1|2026-11-23T05:59:59Z",
        "'timestamp':1,'occurredAt':'2026-11-23T05:59:59.5Z'|2026-11-23T05:59:59.500Z",
        "'timestamp':1000,'occurredAt':'yesterday'|1970-01-01T00:00:01Z",
        "'occurredAt':'2026-11-23T05:59:59Z','timestamp':{'id':'wrong'}|2026-11-23T05:59:59Z",
        "'timestamp':99999999999999999|2026-11-23T06:00:00Z",
        "'timestamp':1.5|2026-11-23T06:00:00Z",
        "'timestamp':'1000'|2026-11-23T06:00:00Z",
        "'occurredAt':5|2026-11-23T06:00:00Z",
      })
  void prefersOccurredAtThenTheOlderTimestampThenTheEnvelopesTime(String members, Instant time) {
    assertThat(read(metadata(members)).metadata().occurredAt()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id':{'a':[1]},'service':[1],'serviceVersion':true,'account':111111111111,'correlationId':null",
        "'id':'','causationId':5,'hops':'many','actor':'user-1','service':'','correlationId':' '",
        "'hops':-1,'actor':{'scopes':['a']},'unknown':{'hops':3}",
        "'actor':{'subject':{'subject':'x'},'issuer':[{}]},'hops':1.5",
        "'actor':null,'hops':null"
      })
  void passesOverMetadataOfTheWrongType(String members) {
    EventMetadata metadata = read(metadata(members)).metadata();

    assertThat(metadata).isEqualTo(read("{}").metadata());
  }

  @Test
  void takesTheScopesThatAreTexts() {
    EventMetadata metadata =
        read(metadata("'actor':{'x':{},'scopes':['a',1,null,['b'],{'c':'d'},'e'],'subject':'s'}"))
            .metadata();

    assertThat(metadata.actor()).isEqualTo(new Actor("s", List.of("a", "e"), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_metadata':5,'traceContext':'x','a':1}",
        "{'_metadata':[{'id':'x'}],'traceContext':null}",
        "{'_metadata':{},'traceContext':{'tracestate':'a=b'}}",
        "{'traceContext':{'traceparent':1}}"
      })
  void passesOverReservedMembersOfTheWrongType(String detail) {
    EventHead head = read(detail.replace('\'', '"'));

    assertThat(head.metadata()).isEqualTo(read("{}").metadata());
    assertThat(head.traceContext()).isNull();
  }

  @Test
  void makesANameBasedIdOfAForeignOne() {
    EventHead head = read("{\"_metadata\":{\"id\":\"order-17\",\"causationId\":\"order-16\"}}");

    assertThat(head.id()).isEqualTo(EventId.of("order-17"));
    assertThat(head.metadata().causationId()).isEqualTo(EventId.of("order-16"));
  }

  @Test
  void readsReservedMembersBehindTheSendersOwn() {
    EventHead head =
        read(
            "{\"a\":{\"_metadata\":{\"hops\":9}},\"traceContext\":{\"traceparent\":\"00-a-b-01\"},"
                + "\"b\":[1,{\"traceContext\":{}}],\"_metadata\":{\"hops\":2}}");

    assertThat(head.metadata().hops()).isEqualTo(2);
    assertThat(head.traceContext()).isEqualTo(new TraceContext("00-a-b-01", null, null));
  }

  @Test
  void doesNotTakeNestedMembersForReservedOnes() {
    EventHead head = read("{\"a\":{\"_metadata\":{\"hops\":9},\"traceContext\":{}}}");

    assertThat(head.metadata().hops()).isZero();
    assertThat(head.traceContext()).isNull();
  }

  @Test
  void readsAReplay() {
    String replay =
        EnvelopeText.of("{}").replace("\"resources\"", "\"replay-name\":\"r-1\",\"resources\"");
    String replayBehind = EnvelopeText.of("{},\"replay-name\":\"r-1\"");

    assertThat(codec.read(replay).head().replayName()).isEqualTo("r-1");
    assertThat(codec.read(replayBehind).head().replayName()).isEqualTo("r-1");
    assertThat(codec.read(replay).head().isReplay()).isTrue();
  }

  @Test
  void doesWithoutWhatOnlyEventBridgeSets() {
    EventHead head =
        codec
            .read(
                "{\"id\":\"1\",\"source\":\"s\",\"detail-type\":\"d\",\"detail\":{},\"time\":\"now\"}")
            .head();

    assertThat(head)
        .isEqualTo(
            new EventHead(
                "1",
                new EventName("s", "d"),
                "",
                "",
                Instant.EPOCH,
                List.of(),
                null,
                head.metadata(),
                null));
  }

  @Test
  void passesOverEnvelopeMembersOfTheWrongType() {
    String odd =
        "{'version':{'id':'wrong'},'account':{'source':'wrong','detail':{'a':1}},'region':['detail-type'],"
            + "'time':{},'resources':{'id':'wrong'},'replay-name':null,'id':'1','source':'s','detail-type':'d',"
            + "'detail':{'a':1}}";

    EventHead head = codec.read(odd.replace('\'', '"')).head();

    assertThat(head.name()).isEqualTo(new EventName("s", "d"));
    assertThat(head.busEventId()).isEqualTo("1");
    assertThat(head.account()).isEmpty();
    assertThat(head.isReplay()).isFalse();
  }

  @Test
  void takesTheResourcesThatAreTexts() {
    EventHead head =
        codec
            .read(
                EnvelopeText.of("{}")
                    .replace("[\"arn:aws:s3:::orders\"]", "[\"a\",null,[\"b\"],{\"c\":1},2]"))
            .head();

    assertThat(head.resources()).containsExactly("a", "2");
  }

  @Test
  void takesTheLastOfTwoDetails() {
    String twice =
        "{\"detail\":{\"_metadata\":{\"hops\":1}}," + EnvelopeText.of("{\"a\":1}").substring(1);

    assertThat(codec.read(twice).head().metadata().hops()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[]|it is not a JSON object",
        "\"text\"|it is not a JSON object",
        "~~|it is not a JSON object",
        "{}|it has no detail",
        "{\"id\":\"1\",\"source\":\"s\",\"detail-type\":\"d\"}|it has no detail",
        "{\"detail\":[]}|its detail is not a JSON object",
        "{\"detail\":null}|its detail is not a JSON object",
        "{\"detail\":\"{}\"}|its detail is not a JSON object",
        "{\"detail\":{}}|id, source or detail-type is missing",
        "{\"detail\":{},\"id\":null,\"source\":\"s\",\"detail-type\":\"d\"}|id, source or detail-type is missing",
        "{\"detail\":{},\"id\":\"1\",\"source\":\"\",\"detail-type\":\"d\"}|its source or detail-type is blank or too long",
      })
  void saysWhyAMessageIsNoEnvelope(String message, String why) {
    assertThatThrownBy(() -> codec.read(message))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(
            "The message is not an EventBridge envelope: "
                + why
                + ". Expected {\"id\":…,\"detail-type\":…,\"source\":…,\"detail\":{…}}; "
                + "does the rule's target shape its input, or does something else write to this queue?");
  }

  @Test
  void saysWhereAMessageIsMalformed() {
    assertThatThrownBy(() -> codec.read("{\"id\":\"1\",\n \"source\":secret}"))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(
            "The message is not well-formed JSON (line 2, column 11). Expected an EventBridge envelope; "
                + "does something else write to this queue?");
  }

  private EventHead read(String detail) {
    return codec.read(EnvelopeText.of(detail)).head();
  }

  private static String metadata(String members) {
    return ("{'_metadata':{" + members + "},'a':1}").replace('\'', '"');
  }
}
