// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
import java.util.List;

/**
 * What StartReplay asks for.
 *
 * @param name 1 to 64 characters of {@code . - _ A-Z a-z 0-9}, never used before in this account
 *     and Region
 * @param destinationArn of the bus; must be the archive's own
 * @param from of the events' own time, inclusive
 * @param to of the events' own time, exclusive
 * @param ruleArns the rules that get the events; empty for all rules of the bus
 */
public record ReplayRequest(
    String name,
    String archiveArn,
    String destinationArn,
    Instant from,
    Instant to,
    List<String> ruleArns) {

  public ReplayRequest {
    ruleArns = List.copyOf(ruleArns);
  }
}
