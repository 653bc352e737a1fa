// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.cache;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.aws.InMemoryClients;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The secrets of a service, in a Secrets Manager that answers without a socket. */
final class Vault {
  static final int SECRETS = 8;
  private final InMemoryOrganization aws = InMemoryOrganization.create();
  private final List<String> names =
      IntStream.range(0, SECRETS).mapToObj(number -> "prod/orders/secret-" + number).toList();

  Vault() {
    names.forEach(
        name ->
            aws.account("777777777777")
                .secrets()
                .create(name, "{\"username\":\"orders\",\"password\":\"of " + name + "\"}"));
  }

  String[] names() {
    return names.toArray(String[]::new);
  }

  SecretsManagerClient client() {
    return InMemoryClients.of(aws.account("777777777777")).build(SecretsManagerClient.builder());
  }
}
