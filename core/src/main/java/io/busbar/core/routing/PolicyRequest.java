// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a resource policy decides about. Immutable.
 *
 * @param action as in {@code events:PutEvents}
 * @param resource the ARN of the bus, queue or key
 * @param context the condition keys that the request has, with their values; keys are found in any
 *     case, a key without values counts as absent. The keys that AWS derives from every principal
 *     ({@code aws:PrincipalArn}, {@code aws:PrincipalAccount}, {@code aws:PrincipalIsAWSService},
 *     {@code aws:PrincipalServiceName}) are added where they are not given; {@code
 *     aws:PrincipalOrgID} is not known here
 */
public record PolicyRequest(
    PolicyPrincipal principal, String action, Arn resource, Map<String, List<String>> context) {

  public PolicyRequest {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    derive(principal, all);
    context.forEach((key, values) -> all.put(key, List.copyOf(values)));
    all.values().removeIf(List::isEmpty);
    context = Collections.unmodifiableMap(all);
  }

  /** A request with no further condition keys than AWS derives from the principal. */
  public static PolicyRequest of(PolicyPrincipal principal, String action, Arn resource) {
    return new PolicyRequest(principal, action, resource, Map.of());
  }

  /** The request with one condition key more, or with other values for it; no values remove it. */
  public PolicyRequest with(String key, String... values) {
    Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(context);
    more.put(key, Arrays.asList(values));
    return new PolicyRequest(principal, action, resource, more);
  }

  /** The values of a condition key, in any case; empty if it is absent. */
  List<String> values(String key) {
    return context.getOrDefault(key, List.of());
  }

  private static void derive(PolicyPrincipal principal, Map<String, List<String>> context) {
    boolean service = principal instanceof PolicyPrincipal.Service;
    context.put("aws:PrincipalIsAWSService", List.of(String.valueOf(service)));
    if (principal instanceof PolicyPrincipal.Identity identity) {
      context.put("aws:PrincipalAccount", List.of(identity.arn().account()));
      context.put("aws:PrincipalArn", List.of(identity.principalArn().toString()));
    } else {
      context.put("aws:PrincipalServiceName", List.of(principal.text()));
    }
  }
}
