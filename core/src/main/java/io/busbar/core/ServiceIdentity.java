// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.require;

import java.util.ArrayList;
import java.util.List;
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
        isAccount(account),
        "An account id has exactly twelve digits, but was '%s'. Leading zeros count: write it as text.",
        String.valueOf(account));
  }

  public static ServiceIdentity of(String name) {
    return new ServiceIdentity(name, null, null, null);
  }

  /**
   * Reads {@code SERVICE_NAME} or {@code OTEL_SERVICE_NAME}, {@code SERVICE_VERSION}, {@code
   * AWS_ACCOUNT_ID} and {@code AWS_REGION}. A blank one counts as not set.
   *
   * @throws ConfigurationException if no name is there, or the account is none
   */
  public static ServiceIdentity fromEnvironment(Map<String, String> environment) {
    String name = notBlank(environment.get("SERVICE_NAME"));
    if (name == null) {
      name = notBlank(environment.get("OTEL_SERVICE_NAME"));
    }
    String account = notBlank(environment.get("AWS_ACCOUNT_ID"));
    List<String> findings = new ArrayList<>();
    if (name == null) {
      findings.add(
          "Neither SERVICE_NAME nor OTEL_SERVICE_NAME is set, and no name was configured. "
              + "Every event says who sent it.\nCall service(\"order-processing\") on the builder, or set SERVICE_NAME.");
    }
    if (!isAccount(account)) {
      findings.add(
          String.format(
              "AWS_ACCOUNT_ID is '%s', but an account id has exactly twelve digits. Leading zeros count.\n"
                  + "Correct the variable, or take it away: EventBridge sets the account of every event.",
              account));
    }
    if (name == null || !findings.isEmpty()) {
      throw ConfigurationException.of("The service does not know who it is", findings);
    }
    return new ServiceIdentity(
        name,
        notBlank(environment.get("SERVICE_VERSION")),
        account,
        notBlank(environment.get("AWS_REGION")));
  }

  private static boolean isAccount(@Nullable String account) {
    return account == null || ACCOUNT.matcher(account).matches();
  }

  private static @Nullable String notBlank(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
