// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A measure and its contenders, which stand beside each other in a chart. Contenders that were
 * measured again under other circumstances ({@code ours-5ms} beside {@code ours}) get a panel of
 * their own.
 */
record Panel(String measure, String circumstances, List<Bar> bars) {

  record Bar(String contender, Result result) {}

  /** The panels of a comparison; a measure with one contender has none. */
  static List<Panel> of(List<Result> comparison) {
    Map<String, Map<String, Result>> measures = new LinkedHashMap<>();
    for (Result result : comparison) {
      if (result.isOfAContender()) {
        measures
            .computeIfAbsent(result.measure(), measure -> new LinkedHashMap<>())
            .put(result.contender(), result);
      }
    }
    List<Panel> panels = new ArrayList<>();
    measures.forEach((measure, contenders) -> panels.addAll(panels(measure, contenders)));
    return panels.stream().filter(panel -> panel.bars.size() > 1).toList();
  }

  private static List<Panel> panels(String measure, Map<String, Result> contenders) {
    Set<String> circumstances = circumstances(contenders.keySet());
    Map<String, List<Bar>> bars = new LinkedHashMap<>();
    contenders.forEach(
        (contender, result) -> {
          String end = circumstances.stream().filter(contender::endsWith).findFirst().orElse("");
          String name = contender.substring(0, contender.length() - end.length());
          bars.computeIfAbsent(end, each -> new ArrayList<>()).add(new Bar(name, result));
        });
    List<Panel> panels = new ArrayList<>();
    bars.forEach((end, each) -> panels.add(new Panel(measure, words(end), each)));
    return panels;
  }

  /** Ends that at least two contenders have beside their plain names. */
  private static Set<String> circumstances(Set<String> contenders) {
    Set<String> once = new TreeSet<>();
    Set<String> often = new LinkedHashSet<>();
    for (String plain : contenders) {
      for (String other : contenders) {
        if (other.startsWith(plain + "-") && !once.add(other.substring(plain.length()))) {
          often.add(other.substring(plain.length()));
        }
      }
    }
    return often;
  }

  private static String words(String end) {
    return end.isEmpty() ? "" : end.substring(1).replace('-', ' ');
  }

  String title() {
    String words = measure.replace('-', ' ');
    return (circumstances.isEmpty() ? words : words + ", " + circumstances)
        + (isRate() ? " · more is better" : " · less is better");
  }

  private boolean isRate() {
    return measure.contains("-per-s");
  }
}
