// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

/**
 * Something that went wrong in a run, because a {@link Fault} struck.
 *
 * @param index counts the faults of a run, from 1
 * @param key which decision it was: the same in every run of the seed, whatever else goes wrong
 * @param text for a person
 */
public record InjectedFault(int index, String key, String text) {

  @Override
  public String toString() {
    return "#" + index + " " + text;
  }
}
