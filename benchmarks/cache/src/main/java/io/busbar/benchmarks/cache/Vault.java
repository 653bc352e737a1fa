// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.cache;

import io.busbar.testkit.Account;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.aws.InMemoryClients;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Eight secrets of a service, in a Secrets Manager that answers without a socket. */
final class Vault {
  /** The same objects everywhere, as the constants of a service are: equal at the first look. */
  private static final String[] NAMES =
      IntStream.range(0, 8)
          .mapToObj(number -> "prod/orders/secret-" + number)
          .toArray(String[]::new);

  private final Account account = InMemoryOrganization.create().account("777777777777");

  Vault() {
    for (String name : names()) {
      account.secrets().create(name, value(name));
    }
  }

  static String[] names() {
    return NAMES.clone();
  }

  static String value(String name) {
    return "{\"username\":\"orders\",\"password\":\"of " + name + "\"}";
  }

  SecretsManagerClient client() {
    return InMemoryClients.of(account).build(SecretsManagerClient.builder());
  }
}
