// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.time.Duration;

/**
 * A kind of thing that goes wrong, and how often. Made by {@link Faults}; where it strikes follows
 * from the seed and from the event and the place, never from the time or the order of the run.
 */
public sealed interface Fault {

  /** A rule delivers to a queue twice. */
  record Duplicate(double share) implements Fault {
    public Duplicate {
      checkShare(share);
    }
  }

  /** A message gets in front of others in a queue. */
  record Reorder(int places) implements Fault {
    public Reorder {
      check(places >= 1, "reorder takes one place or more, but was told '" + places + "'.");
    }
  }

  /** A delivery takes its time. */
  record Delay(Duration min, Duration max) implements Fault {
    public Delay {
      check(
          !min.isNegative() && min.compareTo(max) <= 0 && !max.isZero(),
          "delay takes a shortest and a longest time, but was told '%s' and '%s'."
              .formatted(min, max));
    }
  }

  /** A request of PutEvents is refused as a whole. */
  record ThrottlePutEvents(double share) implements Fault {
    public ThrottlePutEvents {
      checkShare(share);
    }
  }

  /** PutEvents answers 200, and an entry has failed. */
  record FailEntries(double share) implements Fault {
    public FailEntries {
      checkShare(share);
    }
  }

  /** The same for chosen entries, in the order in which they are sent. */
  record FailEntriesByMask(String mask) implements Fault {
    public FailEntriesByMask {
      check(
          mask.matches("[x.]+"),
          "failEntries takes a mask of 'x' (fails) and '.' (passes), but was told '" + mask + "'.");
    }

    boolean fails(int position) {
      return position < mask.length() && mask.charAt(position) == 'x';
    }
  }

  /** PutEvents takes a request, and its answer gets lost. */
  record LoseAnswers(double share) implements Fault {
    public LoseAnswers {
      checkShare(share);
    }
  }

  /** A service dies when its handlers are done and before it has deleted the message. */
  record CrashBeforeAck(double share) implements Fault {
    public CrashBeforeAck {
      checkShare(share);
    }
  }

  /** A fault that strikes only what an account sends and receives. */
  record InAccount(String account, Fault fault) implements Fault {
    public InAccount {
      check(
          !(fault instanceof InAccount) && !(fault instanceof Outage),
          "in takes a fault that does not name its account yet, but was told '" + fault + "'.");
    }
  }

  /** Nothing of an account answers for a time. */
  record Outage(String account, Duration after, Duration duration) implements Fault {}

  private static void checkShare(double share) {
    check(
        share >= 0 && share <= 1,
        "A share must be between 0 and 1, but was '%s'. Write 5 %% as 0.05.".formatted(share));
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
