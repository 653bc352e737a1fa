// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One thing that the registry is asked, with a name for a report. */
public final class RegistryCheck {
  private final String name;
  private final Supplier<List<String>> search;

  RegistryCheck(String name, Supplier<List<String>> search) {
    this.name = name;
    this.search = search;
  }

  /** What is wrong: full sentences with the way out; empty when nothing is. */
  public List<String> findings() {
    return search.get();
  }

  /**
   * For a test.
   *
   * @throws AssertionError with all findings
   */
  public void verify() {
    List<String> findings = findings();
    if (!findings.isEmpty()) {
      throw new AssertionError(
          IntStream.range(0, findings.size())
              .mapToObj(i -> "\n  " + (i + 1) + ". " + findings.get(i).replace("\n", "\n     "))
              .collect(Collectors.joining("", name + ":", "")));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
