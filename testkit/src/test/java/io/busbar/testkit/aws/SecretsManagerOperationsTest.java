// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.busbar.testkit.Secret;
import io.busbar.testkit.SecretChange;
import io.busbar.testkit.SecretRotation.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

class SecretsManagerOperationsTest extends ClientTest {
  private static final String NAME = "psp/api-key";
  private static final String TOKEN = "11111111-1111-4111-8111-111111111111";

  private final SecretsManagerClient secrets = clients.secrets(ACCOUNT);

  @Test
  void createsReadsAndDescribesSecrets() {
    String arn =
        secrets
            .createSecret(
                to ->
                    to.name(NAME)
                        .secretString("one")
                        .description("the key of the card processor")
                        .tags(Tag.builder().key("team").value("payment").build()))
            .arn();
    GetSecretValueResponse value = secrets.getSecretValue(to -> to.secretId(NAME));
    DescribeSecretResponse secret = secrets.describeSecret(to -> to.secretId(arn));

    assertThat(arn)
        .matches("arn:aws:secretsmanager:us-east-1:999999999999:secret:psp/api-key-[A-Za-z0-9]{6}");
    assertThat(value.secretString()).isEqualTo("one");
    assertThat(value.versionStages()).containsExactly("AWSCURRENT");
    assertThat(value.createdDate()).isEqualTo(clock.now());
    assertThat(secret.description()).isEqualTo("the key of the card processor");
    assertThat(secret.tags())
        .extracting(Tag::key, Tag::value)
        .containsExactly(tuple("team", "payment"));
    assertThat(secret.versionIdsToStages())
        .isEqualTo(Map.of(value.versionId(), List.of("AWSCURRENT")));
  }

  @Test
  void keepsBytesAsTheyAre() {
    SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, -1, 127});
    secrets.createSecret(to -> to.name(NAME).secretBinary(bytes));

    GetSecretValueResponse value = secrets.getSecretValue(to -> to.secretId(NAME));

    assertThat(value.secretBinary()).isEqualTo(bytes);
    assertThat(value.secretString()).isNull();
  }

  @Test
  void putsAndUpdatesValuesAndMovesStages() {
    String one = secrets.createSecret(to -> to.name(NAME).secretString("one")).versionId();
    String two = secrets.putSecretValue(to -> to.secretId(NAME).secretString("two")).versionId();
    assertThat(
            secrets
                .putSecretValue(to -> to.secretId(NAME).secretString("two").clientRequestToken(two))
                .versionId())
        .isEqualTo(two);
    assertThat(secrets.listSecretVersionIds(to -> to.secretId(NAME)).versions())
        .extracting(SecretVersionsListEntry::versionId, SecretVersionsListEntry::versionStages)
        .containsExactlyInAnyOrder(
            tuple(one, List.of("AWSPREVIOUS")), tuple(two, List.of("AWSCURRENT")));

    secrets.updateSecretVersionStage(
        to ->
            to.secretId(NAME)
                .versionStage("AWSCURRENT")
                .removeFromVersionId(two)
                .moveToVersionId(one));
    assertThat(secrets.getSecretValue(to -> to.secretId(NAME)).secretString()).isEqualTo("one");

    secrets.updateSecret(to -> to.secretId(NAME).description("new").secretString("three"));
    assertThat(secrets.getSecretValue(to -> to.secretId(NAME)).secretString()).isEqualTo("three");
    assertThat(
            secrets
                .getSecretValue(to -> to.secretId(NAME).versionStage("AWSPREVIOUS"))
                .secretString())
        .isEqualTo("one");
    assertThat(secrets.describeSecret(to -> to.secretId(NAME)).description()).isEqualTo("new");
  }

  @Test
  void rotatesWithAFunctionOfTheTest() {
    List<Step> steps = new ArrayList<>();
    String function =
        aws.organization()
            .account(ACCOUNT)
            .secrets()
            .rotationFunction(
                "rotate-psp",
                (step, secret, versionId) -> {
                  steps.add(step);
                  if (step == Step.CREATE_SECRET) {
                    secret.put(SecretChange.of(versionId, "two", Secret.PENDING));
                  } else if (step == Step.FINISH_SECRET) {
                    secret.moveStage(Secret.CURRENT, versionId);
                  }
                });
    secrets.createSecret(to -> to.name(NAME).secretString("one"));

    secrets.rotateSecret(
        to -> to.secretId(NAME).rotationLambdaARN(function).clientRequestToken(TOKEN));

    assertThat(steps).containsExactly(Step.values());
    GetSecretValueResponse value = secrets.getSecretValue(to -> to.secretId(NAME));
    assertThat(value.secretString()).isEqualTo("two");
    assertThat(value.versionId()).isEqualTo(TOKEN);
    DescribeSecretResponse secret = secrets.describeSecret(to -> to.secretId(NAME));
    assertThat(secret.rotationEnabled()).isTrue();
    assertThat(secret.lastRotatedDate()).isEqualTo(clock.now());
  }

  @Test
  void letsTheFunctionCallTheEndpointAsALambdaFunctionDoes() {
    String function =
        aws.organization()
            .account(ACCOUNT)
            .secrets()
            .rotationFunction(
                "rotate-psp",
                (step, secret, versionId) -> {
                  if (step == Step.CREATE_SECRET) {
                    secrets.putSecretValue(
                        to ->
                            to.secretId(secret.arn())
                                .clientRequestToken(versionId)
                                .secretString("two")
                                .versionStages("AWSPENDING"));
                  } else if (step == Step.FINISH_SECRET) {
                    String current =
                        secrets.getSecretValue(to -> to.secretId(secret.arn())).versionId();
                    secrets.updateSecretVersionStage(
                        to ->
                            to.secretId(secret.arn())
                                .versionStage("AWSCURRENT")
                                .moveToVersionId(versionId)
                                .removeFromVersionId(current));
                  }
                });
    secrets.createSecret(to -> to.name(NAME).secretString("one"));

    secrets.rotateSecret(to -> to.secretId(NAME).rotationLambdaARN(function));

    assertThat(secrets.getSecretValue(to -> to.secretId(NAME)).secretString()).isEqualTo("two");
  }

  @Test
  void leavesTheNewVersionPendingWhenTheFunctionFails() {
    String function =
        aws.organization()
            .account(ACCOUNT)
            .secrets()
            .rotationFunction(
                "rotate-psp",
                (step, secret, versionId) -> {
                  if (step == Step.SET_SECRET) {
                    throw new IllegalStateException("the card processor is down");
                  }
                  secret.put(SecretChange.of(versionId, "two", Secret.PENDING));
                });
    secrets.createSecret(to -> to.name(NAME).secretString("one"));

    secrets.rotateSecret(
        to -> to.secretId(NAME).rotationLambdaARN(function).clientRequestToken(TOKEN));

    assertThat(secrets.getSecretValue(to -> to.secretId(NAME)).secretString()).isEqualTo("one");
    assertThat(
            secrets.getSecretValue(to -> to.secretId(NAME).versionStage("AWSPENDING")).versionId())
        .isEqualTo(TOKEN);
  }

  @Test
  void makesANewPasswordWhereNobodyHasSetTheFunction() {
    secrets.createSecret(
        to -> to.name(NAME).secretString("{\"username\":\"shop\",\"password\":\"one\"}"));

    secrets.rotateSecret(
        to ->
            to.secretId(NAME)
                .rotationLambdaARN("arn:aws:lambda:us-east-1:999999999999:function:any"));

    assertThat(secrets.getSecretValue(to -> to.secretId(NAME)).secretString())
        .matches("\\{\"username\":\"shop\",\"password\":\"[A-Za-z0-9]{32}\"}");
  }

  @Test
  void deletesRestoresAndForgetsSecrets() {
    secrets.createSecret(to -> to.name(NAME).secretString("one"));

    assertThat(
            secrets.deleteSecret(to -> to.secretId(NAME).recoveryWindowInDays(7L)).deletionDate())
        .isEqualTo(clock.now().plus(Duration.ofDays(7)));
    assertRefuses(
        () -> secrets.getSecretValue(to -> to.secretId(NAME)),
        "InvalidRequestException",
        "You can't perform this operation on the secret because it was marked for deletion.");
    assertThat(secrets.listSecrets(to -> {}).secretList()).isEmpty();
    assertThat(secrets.listSecrets(to -> to.includePlannedDeletion(true)).secretList()).hasSize(1);

    secrets.restoreSecret(to -> to.secretId(NAME));
    assertThat(secrets.getSecretValue(to -> to.secretId(NAME)).secretString()).isEqualTo("one");

    secrets.deleteSecret(to -> to.secretId(NAME).recoveryWindowInDays(7L));
    clock.advance(Duration.ofDays(7));
    assertThatThrownBy(() -> secrets.describeSecret(to -> to.secretId(NAME)))
        .isInstanceOf(ResourceNotFoundException.class);
    secrets.createSecret(to -> to.name(NAME).secretString("again"));
    secrets.deleteSecret(to -> to.secretId(NAME).forceDeleteWithoutRecovery(true));
    assertThatThrownBy(() -> secrets.describeSecret(to -> to.secretId(NAME)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void listsInPagesAndByFilters() {
    IntStream.range(0, 5)
        .forEach(i -> secrets.createSecret(to -> to.name("key-" + i).secretString("v" + i)));
    secrets.tagResource(
        to -> to.secretId("key-3").tags(Tag.builder().key("team").value("payment").build()));

    ListSecretsResponse first = secrets.listSecrets(to -> to.maxResults(3));
    ListSecretsResponse second =
        secrets.listSecrets(to -> to.maxResults(3).nextToken(first.nextToken()));

    assertThat(first.secretList())
        .extracting(SecretListEntry::name)
        .containsExactly("key-0", "key-1", "key-2");
    assertThat(second.secretList())
        .extracting(SecretListEntry::name)
        .containsExactly("key-3", "key-4");
    assertThat(second.nextToken()).isNull();
    Filter byTag = Filter.builder().key(FilterNameStringType.TAG_KEY).values("team").build();
    assertThat(secrets.listSecrets(to -> to.filters(byTag)).secretList())
        .extracting(SecretListEntry::name)
        .containsExactly("key-3");
    secrets.untagResource(to -> to.secretId("key-3").tagKeys("team"));
    assertThat(secrets.describeSecret(to -> to.secretId("key-3")).tags()).isEmpty();
  }

  @Test
  void readsManyAtOnceWithAResultForEach() {
    secrets.createSecret(to -> to.name("a").secretString("1"));
    secrets.createSecret(to -> to.name("b").secretString("2"));

    var answer = secrets.batchGetSecretValue(to -> to.secretIdList("a", "none", "b"));

    assertThat(answer.secretValues())
        .extracting(SecretValueEntry::name, SecretValueEntry::secretString)
        .containsExactly(tuple("a", "1"), tuple("b", "2"));
    assertThat(answer.errors())
        .extracting(APIErrorType::secretId, APIErrorType::errorCode, APIErrorType::message)
        .containsExactly(
            tuple(
                "none",
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret."));
  }

  @Test
  void makesRandomPasswords() {
    assertThat(secrets.getRandomPassword(to -> {}).randomPassword()).hasSize(32);
    assertThat(
            secrets
                .getRandomPassword(
                    to ->
                        to.passwordLength(64L)
                            .excludePunctuation(true)
                            .excludeUppercase(true)
                            .excludeCharacters("0l"))
                .randomPassword())
        .matches("[a-km-z1-9]{64}");
  }

  @Test
  void answersAsynchronousClientsAsWell() {
    var client = clients.secretsAsync(ACCOUNT);

    String value =
        client
            .createSecret(to -> to.name(NAME).secretString("one"))
            .thenCompose(created -> client.getSecretValue(to -> to.secretId(created.arn())))
            .join()
            .secretString();

    assertThat(value).isEqualTo("one");
  }
}
