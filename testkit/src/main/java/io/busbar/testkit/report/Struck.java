// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import java.util.List;

/** The faults that were injected. */
record Struck(List<String> faults) {

  void write(Html html) {
    Section.write(
        html, "faults", "Faults", "What went wrong on purpose, from the seed.", this::list);
  }

  private void list(Html html) {
    if (faults.isEmpty()) {
      Section.none(html, "None struck.");
      return;
    }
    html.element(
        "ul", list -> faults.forEach(fault -> list.element("li", fault)), "class", "faults");
  }
}
