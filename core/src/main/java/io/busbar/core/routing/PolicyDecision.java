// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a resource policy says to a request. Immutable. */
public sealed interface PolicyDecision {

  /** What was decided about. */
  PolicyRequest request();

  /** What was decided and by which statement, in full sentences. */
  String text();

  /** Whether the policy allows the request. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /**
   * A statement allows it and none denies it.
   *
   * @param statement the first that allows it: its Sid, or its position in the policy, from 1
   */
  record Allowed(PolicyRequest request, String statement) implements PolicyDecision {

    @Override
    public String text() {
      return "Statement '%s' allows %s.".formatted(statement, subject(request));
    }
  }

  /**
   * A statement denies it, whatever the others and other policies allow.
   *
   * @param statement the first that denies it: its Sid, or its position in the policy, from 1
   */
  record DeniedExplicitly(PolicyRequest request, String statement) implements PolicyDecision {

    @Override
    public String text() {
      return "Statement '%s' denies %s.".formatted(statement, subject(request));
    }
  }

  /**
   * No statement denies it and none allows it.
   *
   * @param nearMisses for each statement that allows something, why it does not allow this, in the
   *     policy's order
   */
  record NotAllowed(PolicyRequest request, List<NearMiss> nearMisses) implements PolicyDecision {

    public NotAllowed {
      nearMisses = List.copyOf(nearMisses);
    }

    @Override
    public String text() {
      return "No statement allows %s%s"
          .formatted(
              subject(request),
              nearMisses.isEmpty()
                  ? "; none allows anything."
                  : IntStream.range(0, nearMisses.size())
                      .mapToObj(i -> "\n  " + (i + 1) + ". " + nearMisses.get(i).text())
                      .collect(Collectors.joining("", ":", "")));
    }
  }

  private static String subject(PolicyRequest request) {
    return "'%s' by '%s' on '%s'"
        .formatted(request.action(), request.principal().text(), request.resource());
  }
}
