// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import io.busbar.schema.shape.Shape;
import java.util.Collections;
import java.util.Map;

/** Whether two shapes have no value in common; a yes is sure. */
final class Disjoint {

  private Disjoint() {}

  static boolean are(Shape one, Shape other) {
    return are(one.resolved(), other.resolved(), 0);
  }

  private static boolean are(Shape one, Shape other, int depth) {
    if (one instanceof Shape.Nothing || other instanceof Shape.Nothing) {
      return true;
    }
    if (depth > 8 || isVague(one) || isVague(other)) {
      return false;
    }
    if (one instanceof Shape.Union union) {
      return union.alternatives().stream().allMatch(each -> are(each.resolved(), other, depth + 1));
    }
    if (other instanceof Shape.Union union) {
      return union.alternatives().stream().allMatch(each -> are(one, each.resolved(), depth + 1));
    }
    if (!sameKind(one, other)) {
      return true;
    }
    if (one instanceof Shape.Text text && other instanceof Shape.Text with) {
      return text.values() != null
          && with.values() != null
          && Collections.disjoint(text.values(), with.values());
    }
    return one instanceof Shape.Struct struct
        && other instanceof Shape.Struct with
        && (aMemberDiffers(struct, with, depth) || aMemberDiffers(with, struct, depth));
  }

  /** A member that one must have and that the other cannot have like this. */
  private static boolean aMemberDiffers(Shape.Struct one, Shape.Struct other, int depth) {
    for (Map.Entry<String, Shape.Member> each : one.members().entrySet()) {
      Shape.Member there = other.members().get(each.getKey());
      boolean differs =
          each.getValue().required()
              && there != null
              && are(each.getValue().shape().resolved(), there.shape().resolved(), depth + 1);
      if (differs) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVague(Shape shape) {
    return shape instanceof Shape.Any || shape instanceof Shape.Opaque;
  }

  /** Whether they are of one JSON type. */
  static boolean sameKind(Shape one, Shape other) {
    return one.getClass() == other.getClass();
  }
}
