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
    long received, long dropped, long unmatched, long delivered, long failed) {}
