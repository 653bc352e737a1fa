// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.MessageAttribute;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against digests that were recorded from SQS. */
class MessageDigestsTest {

  @Test
  void digestsABody() {
    assertThat(MessageDigests.ofBody("msg")).isEqualTo("6e2baaf3b97dbeef01c0043275f9a0e7");
  }

  @Test
  void digestsTextsInTheOrderOfTheirNames() {
    assertThat(
            MessageDigests.ofAttributes(
                Map.of(
                    "Hello",
                    MessageAttribute.text("There"),
                    "General",
                    MessageAttribute.text("Kenobi"))))
        .isEqualTo("fca026605781cb4126a1e9044df24232");
  }

  @Test
  void digestsBytes() {
    String bytes =
        "dHJhY2VwYXJlbnQeMDAtNzc0MDYyZDZjMzcwODFhNWEwYjliNWI4OGUzMDYyN2MtMmQyNDgyMjExZjY0ODlkYS0wMQ==";
    assertThat(MessageDigests.ofAttributes(Map.of("attr1", new MessageAttribute("Binary", bytes))))
        .isEqualTo("8cbe4db156db8a94db8b801b7addb984");
  }
}
