// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

  @Test
  void readsTheSixParts() {
    assertThat(Arn.of("arn:aws:events:us-east-1:121212121212:event-bus/central-bus"))
        .isEqualTo(new Arn("aws", "events", "us-east-1", "121212121212", "event-bus/central-bus"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::bucket/key",
        "arn:aws:iam::000000000000:root",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "arn:aws-cn:sqs:cn-north-1:123456789012:orders",
        "arn:aws:lambda:us-east-1:123456789012:function:orders:live",
      })
  void writesWhatItRead(String text) {
    assertThat(Arn.of(text)).hasToString(text);
    assertThat(Arn.find(text)).contains(Arn.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "central-bus",
        "",
        "urn:aws:sqs:us-east-1:123456789012:orders",
        "arn::sqs:us-east-1:123456789012:orders",
        "arn:aws::us-east-1:123456789012:orders",
        "arn:aws:sqs:us-east-1:12345:orders",
        "arn:aws:sqs:us-east-1:123456789012:",
        "arn:aws:sqs:us-east-1:123456789012",
      })
  void refusesWhatIsNoArn(String text) {
    assertThat(Arn.find(text)).isEmpty();
    assertThatThrownBy(() -> Arn.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "An ARN has six parts, as in 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus', but was '"
                + text
                + "'. Give partition, service, Region, account (twelve digits) and resource; only Region and account may be empty.");
  }

  @Test
  void refusesPartsThatMakeNoArn() {
    assertThatThrownBy(() -> new Arn("aws", "sqs", "us-east-1", "12", "orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "An ARN has six parts, as in 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus', but was 'arn:aws:sqs:us-east-1:12:orders'. Give partition, service, Region, account (twelve digits) and resource; only Region and account may be empty.");
  }
}
