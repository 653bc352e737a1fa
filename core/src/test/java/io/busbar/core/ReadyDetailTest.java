// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyDetailTest {
  private static final EventMetadata METADATA =
      new EventMetadata(
          EventId.of("01999f3e-0000-7000-8000-000000000001"),
          0,
          Instant.EPOCH,
          "shop",
          null,
          null,
          "c",
          null,
          0,
          null);

  private final EventCodec codec = JacksonEventCodec.create();

  @Test
  void splicesFinishedJsonBehindTheReservedMembers() {
    assertThat(encode("{\"a\": 1.50, \"b\":{\"_metadata\":1}}"))
        .endsWith("\"correlationId\":\"c\"},\"a\": 1.50, \"b\":{\"_metadata\":1}}");
  }

  @Test
  void leavesFinishedJsonAsItIsWithoutReservedMembers() {
    String json = "{\"_metadata\":{\"x\":1}, \"ü\":\"€\"}";

    assertThat(codec.encode(json.getBytes(UTF_8), null, null).json()).isEqualTo(json);
  }

  @Test
  void cutsOffWhatStandsAroundTheObject() {
    assertThat(codec.encode("\uFEFF \n{\"a\":1}\r\n ".getBytes(UTF_8), null, null).json())
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void saysWhereFinishedJsonIsMalformed() {
    assertThatThrownBy(() -> encode("{\"a\":1,\n  \"b\":,}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The detail is not well-formed JSON: Unexpected character (',' (code 44)): expected a value "
                + "(line 2, column 7). Publish a record, or valid JSON in UTF-8.")
        .extracting(thrown -> ((InvalidEventException) thrown).code())
        .isEqualTo("MalformedDetail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "{/**/}",
        "nonsense"
      })
  void refusesWhatIsNotJson(String json) {
    assertThatThrownBy(() -> encode(json))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("The detail is not well-formed JSON: ");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    assertThatThrownBy(() -> encode("{\"a\":1}", UTF_16LE))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("The detail is not in UTF-8. Encode the JSON in UTF-8.");
    assertThatThrownBy(() -> encode("{\"a\":1}", Charset.forName("UTF-32BE")))
        .hasMessage("The detail is not in UTF-8. Encode the JSON in UTF-8.");
    assertThatThrownBy(() -> encode("{\"ü\":\"ü\"}", java.nio.charset.StandardCharsets.ISO_8859_1))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("The detail is not well-formed JSON: Invalid UTF-8");
  }

  @Test
  void refusesHalfASurrogateInBytesAndTakesTheCharacterThatStandsForOne() {
    byte[] half = "{\"a\":\"???\"}".getBytes(UTF_8);
    half[6] = (byte) 0xED;
    half[7] = (byte) 0xA0;
    half[8] = (byte) 0x80;

    assertThatThrownBy(() -> codec.encode(half, METADATA, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("The detail is not in UTF-8. Encode the JSON in UTF-8.");
    assertThat(encode("{\"a\":\"\uFFFD\"}")).endsWith("\"a\":\"\uFFFD\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "\"text\"", "1", "null", "", "   "})
  void refusesWhatIsNotAnObject(String json) {
    assertThatThrownBy(() -> encode(json))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The detail is not a JSON object, which EventBridge refuses (Detail is malformed.). "
                + "Publish a record, a map, an object node, or such JSON as byte[].");
  }

  @Test
  void refusesASecondObject() {
    assertThatThrownBy(() -> encode("{\"a\":1} {\"b\":2}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The detail is malformed: something follows the JSON object. Publish exactly one object.");
  }

  @Test
  void refusesReservedMembersHoweverTheyAreSpelt() {
    assertThatThrownBy(() -> encode("{\"a\":1,\"\\u005fmetadata\":{}}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("The detail has a member '_metadata' of its own");
  }

  @Test
  void takesAnEncodedDetailAtItsWord() {
    assertThat(codec.encode(EncodedDetail.of("{\"a\": 1.50, \"ü\":tru}"), METADATA, null).json())
        .endsWith("\"correlationId\":\"c\"},\"a\": 1.50, \"ü\":tru}");
    assertThat(codec.encode(EncodedDetail.of("{}"), METADATA, null).json())
        .endsWith("\"correlationId\":\"c\"}}");
    assertThat(codec.encode(EncodedDetail.of("{\"_metadata\":1}"), null, null).json())
        .isEqualTo("{\"_metadata\":1}");
  }

  @Test
  void readsAnEncodedDetailWhenAReservedNameMayBeInIt() {
    String nested = "{\"a\":{\"traceContext\":\"_metadata \\u00fc\"}}";

    assertThat(codec.encode(EncodedDetail.of(nested), METADATA, null).json())
        .endsWith("}," + nested.substring(1));
    assertThatThrownBy(
            () -> codec.encode(EncodedDetail.of("{\"\\u005fmetadata\":1}"), METADATA, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("The detail has a member '_metadata' of its own");
    assertThatThrownBy(() -> codec.encode(EncodedDetail.of("{\"traceContext\":1}"), METADATA, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("The detail has a member 'traceContext' of its own");
  }

  @Test
  void refusesAnEncodedDetailThatIsNoObject() {
    assertThatThrownBy(() -> codec.encode(EncodedDetail.of("[{}]"), METADATA, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("The detail is not a JSON object");
  }

  private String encode(String json) {
    return encode(json, UTF_8);
  }

  private String encode(String json, Charset charset) {
    return codec.encode(json.getBytes(charset), METADATA, null).json();
  }
}
