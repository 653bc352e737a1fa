// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one layer says about one event. Immutable.
 *
 * @param arn of what was asked: a bus, a rule, a queue…; for what does not exist, as it was named
 * @param subject the same for a person, as in {@code rule payments on central-bus}
 * @param stops whether the event comes no further here, at least for now
 * @param text what the layer says, a sentence without its subject
 * @param below what the next layers say
 */
public record Finding(
    Layer layer, String arn, String subject, boolean stops, String text, List<Finding> below) {

  public Finding {
    below = List.copyOf(below);
  }

  static Finding passes(Layer layer, String arn, String subject, String text, List<Finding> below) {
    return new Finding(layer, arn, subject, false, text, below);
  }

  static Finding stops(Layer layer, String arn, String subject, String text, List<Finding> below) {
    return new Finding(layer, arn, subject, true, text, below);
  }

  static Finding stops(Layer layer, String arn, String subject, String text) {
    return stops(layer, arn, subject, text, List.of());
  }

  /** This one and all below it, in their order. */
  Stream<Finding> all() {
    return Stream.concat(Stream.of(this), below.stream().flatMap(Finding::all));
  }

  /** Subject, layer and text in one line; the layer only where it says something. */
  @Override
  public String toString() {
    return subject + (isObvious() ? "" : ", " + layer) + ": " + text;
  }

  private boolean isObvious() {
    return layer == Layer.BUS || (!stops && (layer == Layer.PATTERN || layer == Layer.DELIVERY));
  }
}
