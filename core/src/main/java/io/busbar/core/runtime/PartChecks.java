// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a service found when they looked whether they can work.
 *
 * @param failures of parts that could not even look; each is among the findings as well
 */
record PartChecks(List<String> findings, List<RuntimeException> failures) {

  static PartChecks of(List<ServicePart> parts) {
    PartChecks checks = new PartChecks(new ArrayList<>(), new ArrayList<>());
    parts.forEach(checks::ask);
    return checks;
  }

  private void ask(ServicePart part) {
    try {
      findings.addAll(part.check());
    } catch (RuntimeException failed) {
      failures.add(failed);
      findings.add(String.format("The %s could not be checked: %s", part.health().part(), failed));
    }
  }

  /** All of them, which may be more than the parts' own, with the failures' stack traces. */
  ConfigurationException mistakes(String subject, List<String> all) {
    ConfigurationException mistakes = ConfigurationException.of(subject, all);
    failures.forEach(mistakes::addSuppressed);
    return mistakes;
  }
}
