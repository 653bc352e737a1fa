// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/** Counts what happened to the events of one detail-type. Guarded by the organization's lock. */
final class Tally {
  private long received;
  private long dropped;
  private long unmatched;
  private long delivered;
  private long failed;

  void count(JournalEntry.Step step) {
    if (step instanceof JournalEntry.Received) {
      received++;
    } else if (step instanceof JournalEntry.Delivered) {
      delivered++;
    } else if (step instanceof JournalEntry.Unmatched) {
      unmatched++;
    } else if (step instanceof JournalEntry.MissingBus || step instanceof JournalEntry.SecondHop) {
      dropped++;
    } else if (step instanceof JournalEntry.Failed) {
      failed++;
    }
  }

  EventCounts counts() {
    return new EventCounts(received, dropped, unmatched, delivered, failed);
  }
}
