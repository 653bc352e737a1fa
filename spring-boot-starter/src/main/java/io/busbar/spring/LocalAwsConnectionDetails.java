// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.testkit.aws.LocalAws;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Connects an application under test to a {@link LocalAws}, as one account. Needs {@code
 * busbar-testkit}.
 *
 * @param account twelve digits
 */
public record LocalAwsConnectionDetails(LocalAws aws, String account)
    implements BusbarConnectionDetails {

  @Override
  public URI endpoint() {
    return aws.endpoint();
  }

  @Override
  public String region() {
    return aws.organization().region();
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any"));
  }
}
