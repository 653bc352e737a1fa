// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.routing.PolicyDecision;
import io.busbar.core.routing.ResourcePolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may use one resource: by the policy that was set, else by what the short cuts of the
 * organization have granted in its place. Guarded by the organization's lock.
 */
final class AccessPolicy {
  private static final int MOST_DECISIONS = 1_000;

  private final InMemoryOrganization organization;
  private final Set<String> grants = new TreeSet<>();
  private final Map<Object, Optional<String>> decisions = new HashMap<>();
  private @Nullable ResourcePolicy policy;

  AccessPolicy(InMemoryOrganization organization) {
    this.organization = organization;
  }

  /** An empty text takes the policy away. */
  void set(String json) {
    policy = json.isEmpty() ? null : ResourcePolicy.of(json);
    decisions.clear();
  }

  Optional<String> text() {
    return Optional.ofNullable(policy).map(ResourcePolicy::toString);
  }

  /** Adds a statement, or replaces the one of the same Sid. */
  void add(ObjectNode statement) {
    ObjectNode document = document();
    ArrayNode statements = without(statement.path("Sid").asText());
    document.set("Statement", statements.add(statement));
    set(document.toString());
  }

  /**
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  void remove(String sid) {
    ObjectNode document = document();
    ArrayNode rest = without(sid);
    if (rest.size() == document.path("Statement").size()) {
      throw new AwsErrorException(
          "ResourceNotFoundException", "Statement with the provided id does not exist.");
    }
    document.set("Statement", rest);
    set(rest.isEmpty() ? "" : document.toString());
  }

  /** What a deployed template would have granted; counts as long as no policy is set. */
  void grant(String to) {
    grants.add(to);
    decisions.clear();
  }

  /**
   * Why an access is refused; empty if it is not.
   *
   * @param asked is called only if there is something to decide: most deliveries meet no policy
   */
  Optional<String> refusal(Supplier<Access> asked) {
    if (policy == null && !organization.engine().enforcesPolicies()) {
      return Optional.empty();
    }
    Access access = asked.get();
    return policy == null ? ungranted(access) : refusal(policy, access);
  }

  /**
   * As {@link #refusal(Supplier)}, and remembers the answer as long as the policy stays what it is.
   *
   * @param question equal to another only if both describe the same access
   */
  Optional<String> refusal(Object question, Supplier<Access> asked) {
    Optional<String> known = decisions.get(question);
    if (known != null) {
      return known;
    }
    if (decisions.size() >= MOST_DECISIONS) {
      decisions.clear();
    }
    Optional<String> decided = refusal(asked);
    decisions.put(question, decided);
    return decided;
  }

  private Optional<String> ungranted(Access access) {
    return access.ownRights() || grants.contains(access.grantee())
        ? Optional.empty()
        : Optional.of(noPolicy(access));
  }

  private static Optional<String> refusal(ResourcePolicy policy, Access access) {
    PolicyDecision decision = policy.decide(access.request());
    boolean allowed =
        access.ownRights()
            ? !(decision instanceof PolicyDecision.DeniedExplicitly)
            : decision.isAllowed();
    return allowed ? Optional.empty() : Optional.of(decision.text());
  }

  private static String noPolicy(Access access) {
    return "'%s' has no policy, so nothing allows '%s' by '%s'. Set a policy that allows it."
        .formatted(
            access.request().resource(),
            access.request().action(),
            access.request().principal().text());
  }

  private ObjectNode document() {
    return text()
        .flatMap(DetailJson::parse)
        .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17"));
  }

  private ArrayNode without(String sid) {
    ArrayNode rest = JsonNodeFactory.instance.arrayNode();
    JsonNode statements = document().path("Statement");
    for (JsonNode each : statements.isObject() ? rest.arrayNode().add(statements) : statements) {
      if (!each.path("Sid").asText().equals(sid)) {
        rest.add(each);
      }
    }
    return rest;
  }
}
