// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIdentityTest {

  @Test
  void readsTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "SERVICE_NAME", "order-processing",
            "OTEL_SERVICE_NAME", "other",
            "SERVICE_VERSION", "2.3.1",
            "AWS_ACCOUNT_ID", "000000000000",
            "AWS_REGION", "us-east-1");

    assertThat(ServiceIdentity.fromEnvironment(environment))
        .isEqualTo(new ServiceIdentity("order-processing", "2.3.1", "000000000000", "us-east-1"));
  }

  @Test
  void takesOpenTelemetrysNameWhenThereIsNoOther() {
    Map<String, String> environment =
        Map.of("SERVICE_NAME", " ", "OTEL_SERVICE_NAME", "payment", "AWS_ACCOUNT_ID", "");

    assertThat(ServiceIdentity.fromEnvironment(environment))
        .isEqualTo(ServiceIdentity.of("payment"));
  }

  @Test
  void saysThatTheNameIsMissing() {
    assertThatThrownBy(() -> ServiceIdentity.fromEnvironment(Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The service does not know who it is:
              1. Neither SERVICE_NAME nor OTEL_SERVICE_NAME is set, and no name was configured. Every event says who sent it.
                 Call service("order-processing") on the builder, or set SERVICE_NAME.""");
  }

  @Test
  void saysEverythingThatIsWrongWithTheEnvironment() {
    assertThatThrownBy(() -> ServiceIdentity.fromEnvironment(Map.of("AWS_ACCOUNT_ID", "12345")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The service does not know who it is:
              1. Neither SERVICE_NAME nor OTEL_SERVICE_NAME is set, and no name was configured. Every event says who sent it.
                 Call service("order-processing") on the builder, or set SERVICE_NAME.
              2. AWS_ACCOUNT_ID is '12345', but an account id has exactly twelve digits. Leading zeros count.
                 Correct the variable, or take it away: EventBridge sets the account of every event.""");
  }

  @Test
  void refusesABlankName() {
    assertThatThrownBy(() -> ServiceIdentity.of(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The service name must not be blank, but was ' '. Name the service, as in 'order-processing'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"11111111111", "1111111111111", "11111111111a", "", "１１１１１１１１１１１１"})
  void refusesAnAccountThatIsNotTwelveDigits(String account) {
    assertThatThrownBy(() -> new ServiceIdentity("shop", null, account, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "An account id has exactly twelve digits, but was '%s'. Leading zeros count: write it as text.",
            account);
  }
}
