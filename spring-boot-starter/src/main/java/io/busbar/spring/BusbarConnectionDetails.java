// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Where AWS is, and as whom. A bean of this type stands in the place of {@code busbar.aws}: in a
 * test, {@link LocalAwsConnectionDetails}.
 */
public interface BusbarConnectionDetails extends ConnectionDetails {

  /** Of all services; null for AWS's own. */
  default @Nullable URI endpoint() {
    return null;
  }

  /** Null for the one that the AWS SDK finds. */
  default @Nullable String region() {
    return null;
  }

  /** Null for those that the AWS SDK finds. */
  default @Nullable AwsCredentialsProvider credentials() {
    return null;
  }
}
