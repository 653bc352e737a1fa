// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.cache.replica.FanOut;
import io.busbar.cache.replica.ReplicaCache;
import io.busbar.cache.replica.Subscription;
import io.busbar.cache.replica.SubscriptionCache;
import io.busbar.cache.replica.Version;
import io.busbar.cache.secret.Secret;
import io.busbar.cache.secret.SecretCache;
import io.busbar.cache.secret.SecretRef;
import io.busbar.cache.secret.SecretSource;
import io.busbar.cache.secret.SecretSourceException;
import io.busbar.cache.secret.SecretSourceException.Reason;
import io.busbar.cache.secret.SecretUnavailableException;
import io.busbar.cache.secret.SecretsManagerSource;
import io.busbar.core.runtime.Busbar;
import io.busbar.core.runtime.BusbarBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Holds the examples of docs/caching.md. */
class CachingGuideTest {

  private record Parameter(long version, String value) {}

  /** A store that throttles every other call. */
  private static final class ParameterStore {
    private int calls;

    Parameter getParameter(String name) {
      if (++calls % 2 == 1) {
        throw new SecretSourceException(Reason.THROTTLED, "Rate exceeded", null);
      }
      return new Parameter(3, "value of " + name);
    }
  }

  /** A client that knows one secret. */
  private static final class OneSecret implements SecretsManagerClient {
    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      return GetSecretValueResponse.builder()
          .versionId("v1")
          .secretString("{\"password\":\"hunter2\"}")
          .build();
    }

    @Override
    public String serviceName() {
      return "secretsmanager";
    }

    @Override
    public void close() {}
  }

  @Test
  void readsAMemberOfASecret() {
    SecretsManagerClient secretsManager = new OneSecret();

    SecretCache secrets = SecretCache.builder(SecretsManagerSource.of(secretsManager)).build();
    String password = secrets.get(SecretRef.of("prod/orders/db").member("password")).text();

    assertThat(password).isEqualTo("hunter2");
    BusbarBuilder busbar = Busbar.builder();
    busbar.handlers(secrets.rotations());
    secrets.close();
  }

  @Test
  void readsAParameterStore() {
    ParameterStore store = new ParameterStore();
    SecretSource parameters =
        ref -> {
          Parameter parameter = store.getParameter(ref.id());
          return Secret.ofText(ref.id(), String.valueOf(parameter.version()), parameter.value());
        };

    try (SecretCache secrets = SecretCache.builder(parameters).build()) {
      assertThatThrownBy(() -> secrets.get("a")).isInstanceOf(SecretUnavailableException.class);
      assertThat(secrets.refresh("a").text()).isEqualTo("value of a");
      assertThat(secrets.get("a").versionId()).isEqualTo("3");
    }
  }

  @Test
  void keepsSubscriptions() {
    SubscriptionCache subscriptions =
        SubscriptionCache.of(
            ReplicaCache.<String, Subscription>builder("subscriptions", FanOut.QUEUE_PER_INSTANCE)
                .maximumSize(500_000)
                .build());
    subscriptions
        .replica()
        .apply(
            "user-1",
            Version.of(1),
            new Subscription("user-1", "sub-1", "plus", "Plus", List.of("priority_delivery")));

    assertThat(subscriptions.hasFeature("user-1", "priority_delivery")).isTrue();
  }
}
