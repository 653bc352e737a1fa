// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(42).build();
  private final Account payment = aws.account("999999999999");
  private final Secrets secrets = payment.secrets();
  private final Secret secret = secrets.create("psp/api-key", "one");

  @Test
  void keepsTheVersionsThatHaveAStage() {
    String first = secret.value().versionId();
    String second = secret.put("two");
    assertThat(secret.versions())
        .extracting(SecretValue::versionId, version -> String.join(",", version.stages()))
        .containsExactly(tuple(first, "AWSPREVIOUS"), tuple(second, "AWSCURRENT"));

    String third = secret.putPending("three");

    assertThat(secret.value().value()).isEqualTo("two");
    assertThat(secret.value(Secret.PENDING).value()).isEqualTo("three");
    assertThat(secret.value(Secret.PREVIOUS).value()).isEqualTo("one");
    assertThat(secret.version(third).stages()).containsExactly("AWSPENDING");
  }

  @Test
  void movesTheStagesWhenARotationIsFinished() {
    String first = secret.value().versionId();
    String second = secret.putPending("two");

    secret.moveStage(Secret.CURRENT, second);
    assertThat(secret.value().value()).isEqualTo("two");
    assertThat(secret.versions())
        .extracting(SecretValue::versionId, version -> String.join(",", version.stages()))
        .containsExactly(tuple(first, "AWSPREVIOUS"), tuple(second, "AWSCURRENT"));

    secret.moveStage(Secret.CURRENT, first);
    assertThat(secret.value().value()).isEqualTo("one");
    secret.moveStage("blue", second);
    assertThat(secret.value("blue").value()).isEqualTo("two");
  }

  @Test
  void tellsOfARotationBeforeTheNewValueCanBeRead() {
    Queue hints = payment.queue("hints");
    payment
        .bus("default")
        .rule("rotations")
        .pattern("{\"source\":[\"aws.secretsmanager\"]}")
        .to(hints);

    String version = secret.rotate("two", Duration.ofSeconds(30));

    assertThat(hints.receive(10))
        .singleElement()
        .extracting(Message::body)
        .asString()
        .endsWith(
            "\"detail-type\":\"Secret Label Updated\",\"source\":\"aws.secretsmanager\",\"account\":\"999999999999\","
                + "\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"us-east-1\",\"resources\":[\"%s\"],\"detail\":"
                    .formatted(secret.arn())
                + "{\"name\":\"psp/api-key\",\"labelUpdated\":\"AWSCURRENT\",\"versionId\":\"%s\"}}"
                    .formatted(version));
    assertThat(secret.value().value()).isEqualTo("one");
    clock.advance(Duration.ofSeconds(30));
    assertThat(secret.value().versionId()).isEqualTo(version);
  }

  @Test
  void saysNothingOfPendingVersions() {
    Queue hints = payment.queue("hints");
    payment.bus("default").rule("all").pattern("{\"version\":[\"0\"]}").to(hints);

    secret.putPending("two");
    secret.moveStage("blue", secret.versions().get(0).versionId());

    assertThat(hints.counts().total()).isZero();
  }

  @Test
  void throttlesAndFailsReads() {
    secrets.throttle(1);
    assertRefused(secret::value, "ThrottlingException", "Rate exceeded");
    assertThat(secret.value().value()).isEqualTo("one");

    secrets.outage(Duration.ofMinutes(1));
    assertRefused(secret::value, "InternalServiceError", "An error occurred on the server side.");
    clock.advance(Duration.ofMinutes(1));
    assertThat(secret.value().value()).isEqualTo("one");

    payment.down();
    assertRefused(secret::value, "InternalServiceError", "An error occurred on the server side.");
    assertThat(secrets.reads()).isEqualTo(5);
  }

  @Test
  void cannotBeReadWhileItIsMarkedForDeletion() {
    secret.delete();
    String text =
        "You can't perform this operation on the secret because it was marked for deletion.";
    assertRefused(secret::value, "InvalidRequestException", text);
    assertRefused(() -> secret.put("two"), "InvalidRequestException", text);
    assertThat(secret.deletedAt()).contains(VirtualClock.START);

    secret.restore();
    assertThat(secret.value().value()).isEqualTo("one");
  }

  @Test
  void answersAsSecretsManagerDoes() {
    assertThat(secret.arn())
        .matches("arn:aws:secretsmanager:us-east-1:999999999999:secret:psp/api-key-[A-Za-z0-9]{6}");
    assertThat(secrets.find(secret.arn())).contains(secret);
    assertThat(secret.value()).asString().doesNotContain("one").endsWith("[AWSCURRENT]");
    assertRefused(
        () -> secrets.create("psp/api-key", "x"),
        "ResourceExistsException",
        "The operation failed because the secret psp/api-key already exists.");
    assertRefused(
        () -> secrets.create("a b", "x"),
        "ValidationException",
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
    assertRefused(
        () -> secrets.require("none"),
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret.");
    assertRefused(
        () -> secret.value("green"),
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for staging label: green");
    assertRefused(
        () -> secret.moveStage(Secret.CURRENT, "none"),
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for VersionId: none");
  }

  private static void assertRefused(ThrowingCallable call, String code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AwsErrorException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(text);
  }
}
