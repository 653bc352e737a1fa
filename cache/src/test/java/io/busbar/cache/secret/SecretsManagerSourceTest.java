// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.cache.secret.SecretSourceException.Reason;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Secrets;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.aws.InMemoryClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Through the AWS SDK's own clients, both kinds. */
class SecretsManagerSourceTest {

  /** A source, and the Secrets Manager that its client talks to. */
  record Door(String name, SecretsManagerSource source, InMemoryOrganization aws) {
    Secrets secrets() {
      return aws.account("777777777777").secrets();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Door> doors() {
    InMemoryOrganization one = InMemoryOrganization.create(VirtualClock.create());
    InMemoryOrganization other = InMemoryOrganization.create(VirtualClock.create());
    return Stream.of(
        new Door("sync client", SecretsManagerSource.of(sync(one)), one),
        new Door(
            "async client",
            SecretsManagerSource.of(
                clients(other)
                    .build(
                        SecretsManagerAsyncClient.builder()
                            .overrideConfiguration(
                                each -> each.retryStrategy(AwsRetryStrategy.doNotRetry())))),
            other));
  }

  private static SecretsManagerClient sync(InMemoryOrganization aws) {
    return clients(aws)
        .build(
            SecretsManagerClient.builder()
                .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry())));
  }

  private static InMemoryClients clients(InMemoryOrganization aws) {
    return InMemoryClients.of(aws.account("777777777777"));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void readsTheCurrentVersionAStageAndAVersion(Door door) {
    io.busbar.testkit.Secret stored = door.secrets().create("prod/orders/db", "first");
    String first = stored.value("AWSCURRENT").versionId();
    stored.put("second");

    assertThat(door.source().fetch(SecretRef.of("prod/orders/db")).text()).isEqualTo("second");
    assertThat(door.source().fetch(SecretRef.of(stored.arn())).text()).isEqualTo("second");
    assertThat(door.source().fetch(SecretRef.of("prod/orders/db").stage("AWSPREVIOUS")).versionId())
        .isEqualTo(first);
    assertThat(door.source().fetch(SecretRef.of("prod/orders/db").version(first)).text())
        .isEqualTo("first");
  }

  @ParameterizedTest
  @MethodSource("doors")
  void readsBytes(Door door) {
    byte[] key = {0, 1, (byte) 0xff};
    sync(door.aws())
        .createSecret(
            request -> request.name("prod/orders/key").secretBinary(SdkBytes.fromByteArray(key)));

    assertThat(door.source().fetch(SecretRef.of("prod/orders/key")).bytes()).isEqualTo(key);
  }

  @ParameterizedTest
  @MethodSource("doors")
  void readsManyInBatchesOfTwenty(Door door) {
    List<SecretRef> refs =
        IntStream.range(0, 45).mapToObj(i -> SecretRef.of("prod/many/" + i)).toList();
    refs.forEach(ref -> door.secrets().create(ref.id(), "value of " + ref.id()));
    List<SecretRef> asked =
        Stream.concat(refs.stream(), Stream.of(SecretRef.of("prod/many/none"))).toList();

    Map<SecretRef, Secret> found = door.source().fetchAll(asked);

    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(refs);
    assertThat(found.get(refs.get(44)).text()).isEqualTo("value of prod/many/44");
  }

  @ParameterizedTest
  @MethodSource("doors")
  void saysWhyASecretCannotBeRead(Door door) {
    door.secrets().create("prod/orders/api", "value");
    assertReason(door, "prod/none", Reason.NOT_FOUND);

    door.secrets().throttle(1);
    assertReason(door, "prod/orders/api", Reason.THROTTLED);

    door.secrets().outage(Duration.ofMinutes(1));
    assertReason(door, "prod/orders/api", Reason.UNAVAILABLE);
  }

  private static void assertReason(Door door, String id, Reason reason) {
    assertThatThrownBy(() -> door.source().fetch(SecretRef.of(id)))
        .isInstanceOfSatisfying(
            SecretSourceException.class, thrown -> assertThat(thrown.reason()).isEqualTo(reason));
  }
}
