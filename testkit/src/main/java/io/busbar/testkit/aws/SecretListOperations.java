// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Secret;
import io.busbar.testkit.Secrets;
import io.busbar.testkit.Tags;
import java.util.List;

/** Secrets Manager's operations on many secrets. */
final class SecretListOperations {
  private static final int MAX_BATCH = 20;

  private final InMemoryOrganization organization;

  SecretListOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    boolean deletedToo = input.flag("IncludePlannedDeletion");
    List<Secret> found =
        matching(call).stream()
            .filter(secret -> deletedToo || secret.deletedAt().isEmpty())
            .toList();
    Page<Secret> page =
        SecretOrder.of(input)
            .page(found, Page.Cursor.ofSecrets(input), SecretValueOperations.limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("SecretList");
    Tags tags = call.caller().region(organization).tags();
    page.items()
        .forEach(
            secret ->
                items.add(
                    SecretItem.json(secret, tags.of(secret.arn()), "SecretVersionsToStages")));
    return page.mark(answer);
  }

  /** The current values of up to 20 secrets; each has a result of its own. */
  ObjectNode values(Call call) {
    Input input = call.input();
    List<String> ids = input.texts("SecretIdList");
    if (ids.isEmpty() == input.objects("Filters").isEmpty()) {
      throw SecretsCall.invalidParameter(
          "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    }
    Integer most = input.integer("MaxResults");
    if (!ids.isEmpty() && most != null) {
      throw SecretsCall.invalidParameter(
          "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is"
              + " provided.");
    }
    ObjectNode answer = Json.object();
    if (!ids.isEmpty()) {
      return read(call, ids, answer);
    }
    int limit = most == null ? MAX_BATCH : most;
    Page<Secret> page = Page.of(matching(call), Secret::name, Page.Cursor.ofSecrets(input), limit);
    return page.mark(read(call, page.items().stream().map(Secret::arn).toList(), answer));
  }

  private ObjectNode read(Call call, List<String> ids, ObjectNode answer) {
    Secrets secrets = call.caller().region(organization).secrets();
    ArrayNode values = answer.putArray("SecretValues");
    ArrayNode errors = answer.putArray("Errors");
    for (String id : ids) {
      try {
        Secret secret = secrets.require(id);
        values.add(SecretItem.json(secret, secret.value()));
      } catch (AwsErrorException error) {
        errors
            .addObject()
            .put("SecretId", id)
            .put("ErrorCode", error.code())
            .put("Message", error.text());
      }
    }
    return answer;
  }

  private List<Secret> matching(Call call) {
    var region = call.caller().region(organization);
    SecretFilters filters = new SecretFilters(call.input().objects("Filters"), region.tags());
    return region.secrets().all().stream().filter(filters::take).toList();
  }
}
