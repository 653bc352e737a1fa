// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param id its Sid, or its position in the policy, from 1
 */
record PolicyStatement(
    String id,
    boolean allows,
    PrincipalElement principal,
    TextElement action,
    TextElement resource,
    List<Condition> conditions) {

  /** The first element that the request does not meet; empty if the statement applies. */
  Optional<NearMiss> miss(PolicyRequest request) {
    if (!principal.admits(request.principal())) {
      return miss(
          NearMiss.Element.PRINCIPAL,
          principal.name(),
          principal.texts(),
          List.of(request.principal().text()));
    }
    if (!action.admits(request.action(), request)) {
      return miss(NearMiss.Element.ACTION, action, request.action());
    }
    if (!resource.admits(request.resource().toString(), request)) {
      return miss(NearMiss.Element.RESOURCE, resource, request.resource().toString());
    }
    return conditions.stream()
        .filter(condition -> !condition.isMetBy(request))
        .findFirst()
        .flatMap(failed -> miss(failed, request));
  }

  private Optional<NearMiss> miss(NearMiss.Element kind, TextElement element, String found) {
    return miss(kind, element.name(), element.texts(), List.of(found));
  }

  private Optional<NearMiss> miss(Condition failed, PolicyRequest request) {
    return miss(
        NearMiss.Element.CONDITION, failed.name(), failed.texts(), request.values(failed.key()));
  }

  private Optional<NearMiss> miss(
      NearMiss.Element kind, String name, List<String> expected, List<String> found) {
    return Optional.of(new NearMiss(id, kind, name, expected, found));
  }
}
