// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationExceptionTest {

  @Test
  void numbersItsFindingsAndIndentsTheirFurtherLines() {
    ConfigurationException exception =
        ConfigurationException.of(
            "2 handlers cannot be registered",
            List.of("Billing.on(String): parameter 1 is a String.\nDeclare the record.", "Other."));

    assertThat(exception)
        .hasMessage(
            """
            2 handlers cannot be registered:
              1. Billing.on(String): parameter 1 is a String.
                 Declare the record.
              2. Other.""");
    assertThat(exception.findings())
        .containsExactly(
            "Billing.on(String): parameter 1 is a String.\nDeclare the record.", "Other.");
  }

  @Test
  void isNotThrownWithoutAFinding() {
    assertThatThrownBy(() -> ConfigurationException.of("Nothing is wrong", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'Nothing is wrong' needs at least one finding. Throw only when something was found.");
  }
}
