// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.require;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes: written into the metadata of every event.
 *
 * @param name of the service, as in {@code order-processing}
 * @param account twelve digits, or null when it is not to be written
 */
public record ServiceIdentity(
    String name, @Nullable String version, @Nullable String account, @Nullable String region) {

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  public ServiceIdentity {
    require(
        !name.isBlank(),
        "The service name must not be blank, but was '%s'. Name the service, as in 'order-processing'.",
        name);
    require(
        account == null || ACCOUNT.matcher(account).matches(),
        "An account id has exactly twelve digits, but was '%s'. Leading zeros count: write it as text.",
        String.valueOf(account));
  }

  public static ServiceIdentity of(String name) {
    return new ServiceIdentity(name, null, null, null);
  }

  /**
   * Reads {@code SERVICE_NAME} or {@code OTEL_SERVICE_NAME}, {@code SERVICE_VERSION}, {@code
   * AWS_ACCOUNT_ID} and {@code AWS_REGION}.
   *
   * @throws ConfigurationException if no name is there
   */
  public static ServiceIdentity fromEnvironment(Map<String, String> environment) {
    String name = environment.getOrDefault("SERVICE_NAME", environment.get("OTEL_SERVICE_NAME"));
    if (name == null || name.isBlank()) {
      throw ConfigurationException.of(
          "The service has no name",
          java.util.List.of(
              "Neither SERVICE_NAME nor OTEL_SERVICE_NAME is set, and no name was configured. "
                  + "Every event says who sent it.\nCall service(\"order-processing\") on the builder, or set SERVICE_NAME."));
    }
    return new ServiceIdentity(
        name,
        environment.get("SERVICE_VERSION"),
        environment.get("AWS_ACCOUNT_ID"),
        environment.get("AWS_REGION"));
  }
}
