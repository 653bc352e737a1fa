// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.util.List;

/**
 * A moment at which something may go wrong.
 *
 * @param account where
 * @param what the fault would be, in words that are the same in every run of the seed
 * @param eventIds whom it would strike
 */
record Occasion(String account, String what, List<String> eventIds) {

  /** What the decision is called. */
  String key() {
    return account + ": " + what;
  }

  Occasion named(String prefix) {
    return new Occasion(account, prefix + what, eventIds);
  }
}
