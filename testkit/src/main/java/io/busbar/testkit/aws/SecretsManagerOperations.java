// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.InMemoryOrganization;

/** The operations of Secrets Manager that are served. */
final class SecretsManagerOperations {
  private SecretsManagerOperations() {}

  static ServiceTable of(InMemoryOrganization organization) {
    SecretOperations secrets = new SecretOperations(organization);
    SecretListOperations lists = new SecretListOperations(organization);
    SecretValueOperations values = new SecretValueOperations(organization);
    RotationOperations rotations = new RotationOperations(organization);
    return ServiceTable.json11("secretsmanager")
        .checkedBy(ServiceModel.load("secretsmanager.model"))
        .on("CreateSecret", secrets::create)
        .on("UpdateSecret", secrets::update)
        .on("DescribeSecret", secrets::describe)
        .on("DeleteSecret", secrets::delete)
        .on("RestoreSecret", secrets::restore)
        .on("TagResource", secrets::tag)
        .on("UntagResource", secrets::untag)
        .on("ListSecrets", lists::list)
        .on("BatchGetSecretValue", lists::values)
        .on("GetSecretValue", values::get)
        .on("PutSecretValue", values::put)
        .on("UpdateSecretVersionStage", values::moveStage)
        .on("ListSecretVersionIds", values::versions)
        .later("RotateSecret", rotations::rotate)
        .on("CancelRotateSecret", rotations::cancel)
        .on("GetRandomPassword", new PasswordOperations()::random);
  }
}
