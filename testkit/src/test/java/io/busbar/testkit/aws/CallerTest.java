// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void takesTheAccountFromTheAccessKeyAndTheRegionFromTheScope() {
    assertThat(
            Caller.of(
                "AWS4-HMAC-SHA256 Credential=000000000000/20260101/eu-west-1/events/aws4_request, SignedHeaders=host, Signature=ab"))
        .isEqualTo(new Caller("000000000000", "eu-west-1"));
  }

  @Test
  void fallsBackToTheDefaultAccountForAnotherKey() {
    assertThat(
            Caller.of(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/sqs/aws4_request"))
        .isEqualTo(new Caller("123456789012", "eu-west-1"));
  }

  @Test
  void fallsBackToDefaultsWithoutASignature() {
    assertThat(Caller.of(null)).isEqualTo(new Caller("123456789012", "us-east-1"));
    assertThat(Caller.of("Basic Zm9v")).isEqualTo(new Caller("123456789012", "us-east-1"));
  }
}
