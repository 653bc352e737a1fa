// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The faults that a scenario has, and where. */
final class ActiveFaults {
  private final List<Fault> faults = new ArrayList<>();

  void add(Fault fault) {
    faults.add(fault);
  }

  /** Those of a kind that may strike in an account. */
  <T extends Fault> Stream<T> in(String account, Class<T> kind) {
    return faults.stream()
        .filter(fault -> !(fault instanceof Fault.InAccount in) || in.account().equals(account))
        .map(fault -> fault instanceof Fault.InAccount in ? in.fault() : fault)
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
