// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is scanned is what a parser would have read. */
class EnvelopeScannerTest {
  private static final String METADATA =
      "'_metadata':{'id':'01999f3e-0000-7000-8000-000000000001','schemaVersion':7,"
          + "'occurredAt':'2026-11-23T05:59:59.123Z','service':'shop','serviceVersion':'1.2','account':'222222222222',"
          + "'correlationId':'c-1','causationId':'01999f3e-0000-7000-8000-00000000000A','hops':3,"
          + "'actor':{'subject':'u-1','scopes':['a','b'],'issuer':'i'}},";
  private static final String TRACE =
      "'traceContext':{'traceparent':'00-a-b-01','tracestate':'s','baggage':'b'},";
  private static final String OWN = "'orderId':'o-ü€😀','total':5";
  private final EnvelopeReader reader = new EnvelopeReader(JsonMapper.builder().build());

  @Test
  void takesWhatEventBridgeAndTheLibraryWrite() {
    String text = envelope(METADATA + TRACE + OWN);

    assertThat(isScanned(text)).isTrue();
    assertThat(isScanned(envelope(METADATA + OWN))).isTrue();
    assertThat(isScanned(envelope(TRACE + OWN))).isTrue();
    assertThat(isScanned(envelope(OWN))).isTrue();
    assertThat(isScanned(envelope(""))).isTrue();
    assertThat(isScanned(text.replace("\"resources\"", "\"replay-name\":\"r\",\"resources\"")))
        .isTrue();
    assertSame(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'hops':3|'hops':03",
        "'hops':3|'hops':3.5",
        "'hops':3|'hops':1234567890",
        "'hops':3|'hops':-1",
        "'hops':3|'hops':'3'",
        "'hops':3|'hop':3",
        "'c-1'|'c\\u002d1'",
        "'c-1'|null",
        "'i'}|'i'",
        "['a','b']|['a','b'",
        "['a','b']|['a',1]",
        "['a','b']|[]",
        "['a','b']|[ ]",
        "'subject':'u-1',|''",
        "00000000000A|00000000000X",
        "'01999f3e-0000-7000-8000-000000000001'|'order-1'",
        "05:59:59.123Z|05:59:59.123456Z",
        "05:59:59.123Z|05:61:59.123Z",
        "'_metadata'|'\\u005fmetadata'",
        "'traceContext'|'trace\\u0043ontext'",
        "'_metadata':{|'_metadata' :{",
        "'traceparent':'00-a-b-01',|''",
        "'orderId':|'_metadata':5,'orderId':",
        "'orderId':|'traceContext':{},'orderId':",
        "},'orderId'|} ,'orderId'",
        "'detail-type':|'detail-type' :",
        "'version':'0'|'version':'1'",
        "'resources':[|'resources':[[],",
        "'time':'2026-11-23T06:00:00Z'|'time':'now'",
        "'total':5}}|'total':5},'replay-name':'r-9'}",
      })
  void leavesAnyOtherFormToTheParser(String usual, String other) {
    String text = envelope(METADATA + TRACE + OWN);
    String changed = text.replace(quoted(usual), quoted(other));

    assertThat(changed).isNotEqualTo(text);
    assertSame(changed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\t", "\u0001"})
  void refusesWhatJsonDoesNotAllowInATextAsTheParserDoes(String control) {
    assertThat(isScanned(envelope(OWN).replace("us-east-1", "us" + control))).isFalse();
    assertSame(envelope(METADATA + OWN).replace("c-1", "c" + control));
  }

  @Property(tries = 5_000)
  void readsDamagedEnvelopesAsTheParserDoes(@ForAll Random random) {
    StringBuilder text = new StringBuilder(envelope(METADATA + TRACE + OWN));
    String alphabet = "{}[]\",:\\0-1e. _";
    int at = random.nextInt(text.length());
    char other = alphabet.charAt(random.nextInt(alphabet.length()));
    switch (random.nextInt(4)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.setCharAt(at, other);
      case 2 -> text.insert(at, other);
      default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(40)));
    }
    assertSame(text.toString());
  }

  @Test
  void doesNotTakeTheTextOfTheLastMessageForTheNext() {
    String text = envelope(METADATA + OWN);
    reader.read(text);

    for (String service : new String[] {"shop2", "sho", "s", "", "shop"}) {
      IncomingEvent event =
          reader.read(text.replace("'shop'".replace('\'', '"'), '"' + service + '"'));
      assertThat(event.head().metadata().service())
          .isEqualTo(service.isEmpty() ? EnvelopeText.SOURCE : service);
    }
    assertSame(text.replace("grocer.customer-web", "grocer.customer-web2"));
  }

  /** By a reader that has seen others, too. */
  private void assertSame(String text) {
    Object parsed = outcome(() -> reader.parse(text));
    assertThat(outcome(() -> reader.read(text))).as(text).isEqualTo(parsed);
    assertThat(outcome(() -> reader.read(text))).as(text).isEqualTo(parsed);
  }

  private static Object outcome(java.util.function.Supplier<IncomingEvent> reading) {
    IncomingEvent event;
    try {
      event = reading.get();
    } catch (MalformedEventException malformed) {
      return "malformed";
    }
    try {
      return event.head() + " " + event.detailTree();
    } catch (MalformedEventException malformed) {
      return "malformed";
    }
  }

  private static boolean isScanned(String text) {
    EnvelopeMembers scanned = new EnvelopeScanner().scan(text);
    return scanned != null && new ReservedMembersScanner().scan(text, scanned.detailOffset) != null;
  }

  private static String envelope(String members) {
    String own = members.endsWith(",") ? members.substring(0, members.length() - 1) : members;
    return EnvelopeText.of(quoted("{" + own + "}"));
  }

  private static String quoted(String text) {
    return text.equals("''") ? "" : text.replace('\'', '"');
  }
}
