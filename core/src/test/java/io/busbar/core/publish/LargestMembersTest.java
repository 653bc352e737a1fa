// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EncodedDetail;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LargestMembersTest {

  @Test
  void namesTheThreeLargestWithTheirBytesAndNeverTheirValues() {
    String detail =
        "{\"id\":1,\"text\":\"äöü€\",\"list\":[1,2,{\"text\":\"deep\"}],\"flag\":true,\"none\":null}";

    assertThat(LargestMembers.of(encoded(detail)))
        .containsExactly("'list' (21 bytes)", "'text' (11 bytes)", "'flag' (4 bytes)");
  }

  @Test
  void saysSoWhenThereIsNothingToRead() {
    assertThat(LargestMembers.of(encoded("{\"id\":")))
        .containsExactly("not known, because it is not JSON");
  }

  private static EncodedDetail encoded(String json) {
    return EncodedDetail.of(json.getBytes(StandardCharsets.UTF_8));
  }
}
