// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A resource policy: who may do what with a bus, a queue or a KMS key. It is evaluated as AWS does
 * (IAM User Guide, policy evaluation logic): an explicit deny wins, then an allow; without either
 * the request is not allowed.
 *
 * <p>This is the resource's side only. A principal of another account also needs a policy of its
 * own account that lets it; one of the resource's account needs either of the two (for a KMS key,
 * the key policy).
 *
 * <p>What AWS documents and this follows:
 *
 * <ul>
 *   <li>A condition key that the request does not have makes a positive operator false and a
 *       negated one, {@code …IfExists} and {@code ForAllValues:} true; {@code ForAnyValue:} false.
 *   <li>An operator without a set qualifier takes exactly one value from the request: with several,
 *       a positive one is false.
 *   <li>A policy with an operator that does not exist is refused when it is made, so it neither
 *       allows nor denies anything.
 *   <li>Variables such as <code>${aws:PrincipalAccount}</code> are replaced in resources and in
 *       string and ARN conditions of policies of version 2012-10-17; one without a value fails.
 * </ul>
 *
 * <p>How long a policy may be depends on what it hangs on (10,240 characters for a bus) and is not
 * checked here. Immutable and thread-safe; two policies are equal when their texts are.
 */
public final class ResourcePolicy {

  private final String json;
  private final List<PolicyStatement> statements;

  private ResourcePolicy(String json, List<PolicyStatement> statements) {
    this.json = json;
    this.statements = statements;
  }

  /**
   * Reads a policy document.
   *
   * @throws InvalidPolicyException if AWS would refuse it
   */
  public static ResourcePolicy of(String json) {
    return new ResourcePolicy(json, PolicyReader.read(json));
  }

  /** What the policy says to this request. */
  public PolicyDecision decide(PolicyRequest request) {
    Optional<PolicyStatement> deny =
        statements.stream().filter(s -> !s.allows() && s.miss(request).isEmpty()).findFirst();
    if (deny.isPresent()) {
      return new PolicyDecision.DeniedExplicitly(request, deny.get().id());
    }
    List<NearMiss> nearMisses = new ArrayList<>();
    for (PolicyStatement statement : statements.stream().filter(PolicyStatement::allows).toList()) {
      Optional<NearMiss> miss = statement.miss(request);
      if (miss.isEmpty()) {
        return new PolicyDecision.Allowed(request, statement.id());
      }
      nearMisses.add(miss.get());
    }
    return new PolicyDecision.NotAllowed(request, nearMisses);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourcePolicy policy && policy.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** The JSON as it was given. */
  @Override
  public String toString() {
    return json;
  }
}
