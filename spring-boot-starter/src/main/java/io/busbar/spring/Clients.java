// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.ConfigurationException;
import java.util.List;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** Gets a bean that talks to AWS; most often it cannot be made because nobody said which Region. */
final class Clients {
  private Clients() {}

  /**
   * @throws ConfigurationException if it cannot be made
   */
  static <T> T get(String service, String type, ObjectProvider<T> bean) {
    try {
      return bean.getObject();
    } catch (BeansException failed) {
      throw ConfigurationException.of(
          service,
          List.of(
              "The client of %s cannot be made: %s\nSet busbar.aws.region or AWS_REGION, or make a bean of the type %s."
                  .formatted(
                      service,
                      NestedExceptionUtils.getMostSpecificCause(failed).getMessage(),
                      type)));
    }
  }

  /**
   * Where AWS is, as whom, for a client that is being built; and without retries of its own, which
   * would only hide from the container, or the cache, what they try again themselves.
   */
  static <B extends AwsClientBuilder<B, ?>> B connected(B client, BusbarConnectionDetails aws) {
    if (aws.region() != null) {
      client.region(Region.of(aws.region()));
    }
    if (aws.endpoint() != null) {
      client.endpointOverride(aws.endpoint());
    }
    if (aws.credentials() != null) {
      client.credentialsProvider(aws.credentials());
    }
    return client.overrideConfiguration(
        all -> all.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }
}
