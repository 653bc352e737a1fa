// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PanelTest {
  private static final Result.Origin HERE = new Result.Origin("full", "2026-11-25", "JDK", "EPYC");

  @Test
  void putsTheContendersOfAMeasureBesideEachOther() {
    assertThat(shown("c.ns.ours", "c.ns.peer", "c.vs-peer"))
        .containsExactly("ns · less is better [ours, peer]");
  }

  @Test
  void givesWhatWasMeasuredUnderOtherCircumstancesItsOwnPanel() {
    assertThat(
            shown(
                "p.events-per-second.single",
                "p.events-per-second.ours",
                "p.events-per-second.single-5ms",
                "p.events-per-second.ours-5ms"))
        .containsExactly(
            "events per second · more is better [single, ours]",
            "events per second, 5ms · more is better [single, ours]");
  }

  @Test
  void takesTheNameOfAVariantForAName() {
    assertThat(shown("o.ns.ours", "o.ns.ours-batch-1", "o.ns.gruelbox"))
        .containsExactly("ns · less is better [ours, ours-batch-1, gruelbox]");
  }

  @Test
  void drawsNothingForWhoeverIsAlone() {
    assertThat(shown("c.ns.ours", "c.bytes.peer")).isEmpty();
  }

  private static List<String> shown(String... names) {
    List<Result> results =
        Stream.of(names).map(name -> new Result(name, "1", "1", "1", HERE)).toList();
    return Panel.of(results).stream()
        .map(
            panel -> panel.title() + " " + panel.bars().stream().map(Panel.Bar::contender).toList())
        .toList();
  }
}
