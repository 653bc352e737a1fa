// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "999999, 999999",
    "1000000, 0",
    "-1, 0",
    "+1, 0",
    "1.5, 0",
    "٣, 0",
    "'', 0"
  })
  void takesAnythingButAFewDigitsForNoEarlierAttempt(String text, int attempts) {
    assertThat(with(Delivery.EARLIER_ATTEMPTS, text).earlierAttempts()).isEqualTo(attempts);
  }

  @ParameterizedTest
  @CsvSource({
    "1764057600000, 1764057600000",
    "999999999999999, 999999999999999",
    "1000000000000000, -1",
    "today, -1",
    "'', -1"
  })
  void knowsWhenItWasSentIfTheQueueSaysSo(String text, long millis) {
    assertThat(with(Delivery.SENT_TIMESTAMP, text).sentAtMillis()).isEqualTo(millis);
  }

  private static Delivery with(String attribute, String text) {
    return new Delivery("{}", "delivery-1", 1, Map.of(attribute, text));
  }
}
