// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SortByType;
import software.amazon.awssdk.services.secretsmanager.model.SortOrderType;

class SecretListOperationsTest extends ClientTest {
  private static final String TOKEN = "a".repeat(32);
  private final SecretsManagerClient secrets = clients.secrets(ACCOUNT);

  @Test
  void sortsByWhatItIsAskedFor() {
    for (String name : List.of("b", "c", "a")) {
      secrets.createSecret(to -> to.name(name).secretString("x"));
      clock.advance(Duration.ofSeconds(1));
    }
    secrets.getSecretValue(to -> to.secretId("c"));
    secrets.updateSecret(to -> to.secretId("b").description("changed"));

    assertThat(names(ListSecretsRequest.builder().build())).containsExactly("b", "c", "a");
    assertThat(names(by(SortByType.CREATED_DATE, SortOrderType.DESC)))
        .containsExactly("a", "c", "b");
    assertThat(names(by(SortByType.NAME, SortOrderType.ASC))).containsExactly("a", "b", "c");
    assertThat(names(by(SortByType.NAME, SortOrderType.DESC))).containsExactly("c", "b", "a");
    assertThat(names(by(SortByType.LAST_CHANGED_DATE, SortOrderType.DESC)))
        .containsExactly("b", "a", "c");
    assertThat(names(by(SortByType.LAST_ACCESSED_DATE, SortOrderType.ASC)))
        .as("those that nobody has read come first")
        .containsExactly("a", "b", "c");
  }

  @Test
  void refusesTokensThatItHasNotGiven() {
    secrets.createSecret(to -> to.name("a").secretString("x"));
    String text = "The NextToken value is invalid.";

    assertRefuses(
        () -> secrets.listSecrets(to -> to.nextToken("???")), "InvalidNextTokenException", text);
    assertRefuses(
        () -> secrets.listSecretVersionIds(to -> to.secretId("a").nextToken("???")),
        "InvalidNextTokenException",
        text);
    assertRefuses(
        () ->
            secrets.batchGetSecretValue(
                to ->
                    to.filters(Filter.builder().key(FilterNameStringType.NAME).values("a").build())
                        .nextToken("???")),
        "InvalidNextTokenException",
        text);
    assertRefuses(
        () -> sqs.listQueues(to -> to.nextToken("???")),
        "InvalidParameterValue",
        "Invalid or expired next token.");
  }

  @Test
  void takesACreationThatIsSentTwiceForOne() {
    var first =
        secrets.createSecret(to -> to.name("a").secretString("x").clientRequestToken(TOKEN));

    var again =
        secrets.createSecret(to -> to.name("a").secretString("x").clientRequestToken(TOKEN));

    assertThat(again.arn()).isEqualTo(first.arn());
    assertThat(again.versionId()).isEqualTo(first.versionId()).isEqualTo(TOKEN);
    assertRefuses(
        () -> secrets.createSecret(to -> to.name("a").secretString("y").clientRequestToken(TOKEN)),
        "ResourceExistsException",
        "The operation failed because the secret a already exists.");
  }

  @Test
  void deletesAtOnceWhatIsGoneOrMarked() {
    secrets.createSecret(to -> to.name("a").secretString("x"));
    secrets.deleteSecret(to -> to.secretId("a"));

    secrets.deleteSecret(to -> to.secretId("a").forceDeleteWithoutRecovery(true));

    assertThat(secrets.listSecrets(to -> to.includePlannedDeletion(true)).secretList()).isEmpty();
    assertThat(secrets.deleteSecret(to -> to.secretId("a").forceDeleteWithoutRecovery(true)).name())
        .isEqualTo("a");
  }

  private static ListSecretsRequest by(SortByType by, SortOrderType order) {
    return ListSecretsRequest.builder().sortBy(by).sortOrder(order).build();
  }

  /** In pages of two, so that tokens carry the order as well. */
  private List<String> names(ListSecretsRequest request) {
    return secrets.listSecretsPaginator(request.toBuilder().maxResults(2).build()).stream()
        .flatMap(page -> page.secretList().stream())
        .map(SecretListEntry::name)
        .toList();
  }
}
