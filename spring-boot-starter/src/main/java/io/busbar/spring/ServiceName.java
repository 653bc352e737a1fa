// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.ConfigurationException;
import io.busbar.core.ServiceIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Who the application is: {@code busbar.service}, or as Spring knows it, or its environment. */
final class ServiceName {
  private static final List<String> VARIABLES =
      List.of(
          "SERVICE_NAME", "OTEL_SERVICE_NAME", "SERVICE_VERSION", "AWS_ACCOUNT_ID", "AWS_REGION");
  private static final ServiceIdentity UNKNOWN = ServiceIdentity.of("without a name");

  private ServiceName() {}

  static ServiceIdentity of(
      @Nullable String configured, Environment environment, Mistakes mistakes) {
    Map<String, String> known = new HashMap<>();
    VARIABLES.forEach(variable -> put(known, variable, environment.getProperty(variable)));
    put(known, "SERVICE_NAME", environment.getProperty("spring.application.name"));
    put(known, "SERVICE_NAME", configured);
    try {
      return ServiceIdentity.fromEnvironment(known);
    } catch (ConfigurationException refused) {
      refused.findings().stream().map(ServiceName::inProperties).forEach(mistakes::add);
      return UNKNOWN;
    }
  }

  private static void put(Map<String, String> known, String variable, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      known.put(variable, value);
    }
  }

  private static String inProperties(String finding) {
    return finding.startsWith("Neither")
        ? "The application has no name, and every event says who sent it.\nSet spring.application.name or busbar.service."
        : finding;
  }
}
