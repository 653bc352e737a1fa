// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.ConfigurationException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * What is found wrong while beans are made. It is said when the application's lifecycle starts,
 * together with everything else, instead of ending the start at the first bean.
 */
final class Mistakes {
  private final List<String> findings = new CopyOnWriteArrayList<>();

  void add(String finding) {
    findings.add(finding);
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  /**
   * Makes something, or notes why it cannot be and makes what stands in for it until then.
   *
   * @param prefix of the properties that it is made of
   */
  <T> T attempt(String prefix, Supplier<T> made, Supplier<T> standIn) {
    try {
      return made.get();
    } catch (ConfigurationException mistakes) {
      mistakes.findings().forEach(finding -> add(OptionNames.inProperties(prefix, finding)));
      return standIn.get();
    }
  }
}
