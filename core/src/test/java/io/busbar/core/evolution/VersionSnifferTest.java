// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionSnifferTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":{\"b\":1}}", "{\"a\":{\"b\":null}}", "{\"a\":{\"b\":{}}}"})
  void recognisesAMemberByItsPresence(String detail) throws IOException {
    assertThat(VersionSniffer.hasMember("a.b", 3).sniff(tree(detail))).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"a\":1}", "{\"a\":{\"c\":1}}", "{\"b\":1}", "{\"a\":[{\"b\":1}]}"})
  void passesOnWhereTheMemberIsNot(String detail) throws IOException {
    assertThat(VersionSniffer.hasMember("a.b", 3).sniff(tree(detail))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"m\":{\"v\":12}}", "{\"m\":{\"v\":\"12\"}}"})
  void readsAVersionFromAMember(String detail) throws IOException {
    assertThat(VersionSniffer.versionAt("m.v").sniff(tree(detail))).hasValue(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"m\":{}}",
        "{\"m\":{\"v\":0}}",
        "{\"m\":{\"v\":-1}}",
        "{\"m\":{\"v\":1.5}}",
        "{\"m\":{\"v\":99999999999}}",
        "{\"m\":{\"v\":\"2.3.1\"}}",
        "{\"m\":{\"v\":\"\"}}",
        "{\"m\":{\"v\":null}}"
      })
  void passesOnWhatIsNoVersion(String detail) throws IOException {
    assertThat(VersionSniffer.versionAt("m.v").sniff(tree(detail))).isEmpty();
  }

  @Test
  void findsNamesWithSlashesAndTildes() throws IOException {
    VersionSniffer sniffer = VersionSniffer.hasMember("a/b~c", 2);

    assertThat(sniffer.sniff(tree("{\"a/b~c\":1}"))).isEqualTo(OptionalInt.of(2));
  }

  @Test
  void refusesWhatCanNeverBeFound() {
    assertThatThrownBy(() -> VersionSniffer.hasMember("a", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hasMember(\"a\", 0) names no version: versions count from 1.");
    assertThatThrownBy(() -> VersionSniffer.versionAt(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A sniffer's member must have a name, but was ' '. Name it as in 'metadata.schemaVersion'.");
  }

  private static ObjectNode tree(String json) throws IOException {
    return (ObjectNode) JSON.readTree(json);
  }
}
