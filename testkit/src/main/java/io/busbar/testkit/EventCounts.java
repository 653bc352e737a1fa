// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/**
 * How often what happened to the events of one detail-type.
 *
 * @param received arrivals at a bus; an event that was forwarded counts on both
 * @param dropped missing buses and second hops
 * @param unmatched arrivals that no rule took
 * @param delivered copies that targets got
 * @param failed copies that targets did not get
 */
public record EventCounts(
    long received, long dropped, long unmatched, long delivered, long failed) {

  static final EventCounts NONE = new EventCounts(0, 0, 0, 0, 0);

  EventCounts plus(JournalEntry.Step step) {
    return new EventCounts(
        received + (step instanceof JournalEntry.Received ? 1 : 0),
        dropped
            + (step instanceof JournalEntry.MissingBus || step instanceof JournalEntry.SecondHop
                ? 1
                : 0),
        unmatched + (step instanceof JournalEntry.Unmatched ? 1 : 0),
        delivered + (step instanceof JournalEntry.Delivered ? 1 : 0),
        failed + (step instanceof JournalEntry.Failed ? 1 : 0));
  }
}
