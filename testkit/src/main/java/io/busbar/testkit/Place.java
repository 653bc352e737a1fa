// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;

/** Names a resource for a person. */
final class Place {
  private Place() {}

  /** As in {@code queue payments of 999999999999}; the Region only where it is not the default. */
  static String of(String arn, InMemoryOrganization organization) {
    return Arn.find(arn)
        .map(
            parts ->
                "%s %s of %s%s"
                    .formatted(
                        kind(parts.service()),
                        TraceText.shortName(arn),
                        parts.account(),
                        parts.region().equals(organization.region())
                            ? ""
                            : " in " + parts.region()))
        .orElse("bus '" + arn + "'");
  }

  static String of(Rule rule) {
    return rule(rule.name(), rule.bus().arn());
  }

  static String rule(String name, String busArn) {
    return "rule " + name + " on " + TraceText.shortName(busArn);
  }

  private static String kind(String service) {
    return switch (service) {
      case "events" -> "bus";
      case "sqs" -> "queue";
      case "lambda" -> "function";
      case "logs" -> "log group";
      default -> "target";
    };
  }
}
