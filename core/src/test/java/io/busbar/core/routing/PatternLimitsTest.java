// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PatternLimitsTest {

  @Test
  void takesARaisedQuota() {
    assertThat(PatternLimits.EVENTBRIDGE.withMaxLength(4_096))
        .isEqualTo(new PatternLimits(4_096, 4_096, 10, 1_000));
  }

  @Test
  void refusesAQuotaAboveTheApisMaximum() {
    assertThatThrownBy(() -> PatternLimits.EVENTBRIDGE.withMaxLength(4_097))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "maxLength must be at most maxApiLength, '4096', but was '4097'. PutRule refuses longer patterns.");
  }

  @Test
  void refusesALimitThatNothingCanMeet() {
    assertThatThrownBy(() -> new PatternLimits(2_048, 4_096, 0, 1_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "maxWildcardComplexity must be 1 or more, but was '0'. Start from PatternLimits.EVENTBRIDGE.");
  }
}
