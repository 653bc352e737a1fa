// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void quotesAnyTextSoThatJacksonReadsTheSame(@ForAll String text) throws IOException {
    String json = new JsonBuffer().raw("[").quoted(text).raw("]").text();

    // Half of a surrogate pair is no character, and UTF-8 has nothing for it.
    String valid = new String(text.getBytes(UTF_8), UTF_8);
    assertThat(JSON.readValue(json, String[].class)).containsExactly(valid);
  }

  @Property
  void writesIdsAsTheirTextHasThem(@ForAll long high, @ForAll long low) {
    UUID id = new UUID(high, low);

    assertThat(new JsonBuffer().uuid(id).text()).isEqualTo(id.toString());
  }

  @Test
  void givesBackTheSameBufferEmpty() {
    JsonBuffers buffers = new JsonBuffers();
    JsonBuffer first = buffers.borrow().raw("{}");
    assertThat(buffers.borrow()).isNotSameAs(first);

    buffers.giveBack(first);

    assertThat(buffers.borrow()).isSameAs(first);
    assertThat(first.text()).isEmpty();
  }

  @Test
  void doesNotKeepABufferThatALargeEventHasMadeLarge() {
    JsonBuffers buffers = new JsonBuffers();
    JsonBuffer large = buffers.borrow().raw("x".repeat(100_000));

    buffers.giveBack(large);

    assertThat(buffers.borrow()).isNotSameAs(large);
  }
}
