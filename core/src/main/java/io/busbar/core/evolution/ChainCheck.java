// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import static io.busbar.core.EventMetadata.UNKNOWN_VERSION;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a chain. */
final class ChainCheck {

  private final List<UpcasterChain.Step> steps;
  private final List<VersionSniffer> sniffers;
  private final int otherwise;
  private final SortedSet<Integer> versions = new TreeSet<>();
  private final List<String> findings = new ArrayList<>();

  ChainCheck(List<UpcasterChain.Step> steps, List<VersionSniffer> sniffers, int otherwise) {
    this.steps = steps;
    this.sniffers = sniffers;
    this.otherwise = otherwise;
  }

  List<String> findings() {
    if (steps.isEmpty()) {
      return List.of(
          "It has no step. Add step(1, …), or leave the chain out: events without one are bound as they are.");
    }
    checkSteps();
    checkGaps();
    checkSniffers();
    if (otherwise != UNKNOWN_VERSION) {
      checkReachable("otherwise(%d)".formatted(otherwise), otherwise);
    }
    return findings;
  }

  private void checkSteps() {
    for (UpcasterChain.Step step : steps) {
      int from = step.from();
      if (from < 1) {
        add("step(%d) is not possible: versions count from 1.".formatted(from));
      } else if (!versions.isEmpty() && from < versions.last() && !versions.contains(from)) {
        add(
            "step(%d) is declared after step(%d). Declare the steps in ascending order, as they run."
                .formatted(from, versions.last()));
        versions.add(from);
      } else if (!versions.add(from)) {
        add(
            "step(%d) is declared more than once. Keep one step to version %d."
                .formatted(from, from + 1));
      }
    }
  }

  private void checkGaps() {
    int previous = 0;
    for (int version : versions) {
      if (previous > 0 && version > previous + 1) {
        addGap(previous + 1, version - 1);
      }
      previous = version;
    }
  }

  private void addGap(int first, int last) {
    boolean one = first == last;
    String missing =
        one ? "step(%d) is".formatted(first) : "step(%d) to step(%d) are".formatted(first, last);
    add(
        "%s missing between step(%d) and step(%d). Add %s; Upcaster.unchanged() when no member has to change."
            .formatted(missing, first - 1, last + 1, one ? "it" : "them"));
  }

  private void checkSniffers() {
    MemberPresence previous = null;
    for (VersionSniffer sniffer : sniffers) {
      if (sniffer instanceof MemberPresence member) {
        checkReachable("sniff(%s)".formatted(member), member.version());
        checkOrder(previous, member);
        previous = member;
      }
    }
  }

  private void checkOrder(@Nullable MemberPresence previous, MemberPresence member) {
    if (previous != null && member.version() > previous.version()) {
      add(
          "sniff(%s) is declared after sniff(%s), so an event with both members is taken for version %d. Declare the sniffers from the highest version to the lowest."
              .formatted(member, previous, previous.version()));
    }
  }

  private void checkReachable(String what, int version) {
    if (versions.isEmpty()) {
      return;
    }
    int latest = versions.last() + 1;
    if (version < versions.first() || version > latest) {
      add(
          "%s is outside of the chain, which leads from version %d to %d. Add the missing step, or correct the version."
              .formatted(what, versions.first(), latest));
    }
  }

  private void add(String finding) {
    findings.add(finding);
  }
}
