// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.Fault;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.TransportException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventTransport} promises. A test class implements this interface and says what
 * is under test; JUnit then runs the tests below.
 *
 * <p>The transport speaks to EventBridge or to something that behaves like it, with a bus that has
 * one rule for the source {@value #SOURCE} and one queue as its target.
 */
public interface EventTransportContract {

  /** The source of all events that are sent here. */
  String SOURCE = "busbar.contract";

  /** What is under test. */
  EventTransport transport();

  /** Name or ARN of the bus, as the transport's caller would write it. */
  String bus();

  /**
   * Takes the envelopes off the queue that the rule leads to. Waits, if it has to, until {@code
   * expected} are there.
   *
   * @return as many as came, in any order
   */
  List<String> takeDelivered(int expected);

  @Test
  default void deliversAnAcceptedEntryWithItsDetailUntouched() {
    String detail =
        "{\"_metadata\":{\"id\":\"1\"},\"text\":\"ä \\\"x\\\"\",\"number\":1.50,\"list\":[1,{}]}";

    EntryResult.Accepted accepted = accepted(send(List.of(entry("Sent", detail))).get(0));

    String envelope = takeDelivered(1).get(0);
    assertTrue(
        envelope.contains("\"id\":\"" + accepted.busEventId() + "\",\"detail-type\":\"Sent\""),
        envelope);
    assertTrue(envelope.endsWith("\"resources\":[],\"detail\":" + detail + "}"), envelope);
  }

  @Test
  default void deliversResourcesAndTimeInSeconds() {
    OutgoingEvent event =
        OutgoingEvent.builder(SOURCE, "Sent", detail("{}").utf8())
            .resources(List.of("arn:aws:s3:::one", "two"))
            .time(Instant.parse("2026-11-23T06:00:00.987Z"))
            .build();
    Entry full = PublishPipeline.of(BusbarConfig.of("contract")).prepare(event, bus()).entry();

    accepted(send(List.of(full)).get(0));

    String envelope = takeDelivered(1).get(0);
    assertTrue(envelope.contains("\"time\":\"2026-11-23T06:00:00Z\""), envelope);
    assertTrue(envelope.contains("\"resources\":[\"arn:aws:s3:::one\",\"two\"]"), envelope);
  }

  @Test
  default void answersForEveryEntryInTheirOrder() {
    List<EntryResult> results =
        send(
            List.of(
                entry("First", "{\"n\":1}"),
                entry("Second", "not json"),
                entry("Third", "{\"n\":3}")));

    assertEquals(3, results.size());
    assertNotEquals(accepted(results.get(0)).busEventId(), accepted(results.get(2)).busEventId());
    assertEquals(
        new EntryResult.Refused("MalformedDetail", "Detail is malformed."), results.get(1));
    assertEquals(2, takeDelivered(2).size());
  }

  @Test
  default void namesTheEventItselfAsTheFaultOfAMalformedDetail() {
    EntryResult.Refused refused = refused(send(List.of(entry("Sent", "[]"))).get(0));

    assertEquals("MalformedDetail", refused.code());
    assertEquals(Fault.EVENT, refused.fault());
  }

  @Test
  default void refusesSourcesThatBelongToAws() {
    Entry entry = Entry.of(newId(), new EventName("aws.s3", "Object Created"), bus(), detail("{}"));

    assertEquals(
        new EntryResult.Refused(
            "NotAuthorizedForSourceException", "Not authorized for the source."),
        send(List.of(entry)).get(0));
  }

  /** EventBridge does so; a publisher has to find out by itself whether its bus exists. */
  @Test
  default void acceptsWhatIsForABusThatDoesNotExist() {
    Entry entry = Entry.of(newId(), new EventName(SOURCE, "Lost"), "no-such-bus", detail("{}"));

    accepted(send(List.of(entry)).get(0));
    accepted(send(List.of(entry("Kept", "{}"))).get(0));

    List<String> delivered = takeDelivered(1);
    assertEquals(1, delivered.size());
    assertTrue(delivered.get(0).contains("\"detail-type\":\"Kept\""), delivered.get(0));
  }

  @Test
  default void takesAsManyEntriesAsItsLimitSays() {
    int max = transport().limits().maxEntries();

    List<EntryResult> results = send(Collections.nCopies(max, entry("Sent", "{}")));

    results.forEach(EventTransportContract::accepted);
    assertEquals(max, takeDelivered(max).size());
  }

  @Test
  default void refusesMoreEntriesThanItsLimitSays() {
    int max = transport().limits().maxEntries();

    TransportException refused = refusedRequest(Collections.nCopies(max + 1, entry("Sent", "{}")));

    assertEquals("ValidationException", refused.code());
  }

  @Test
  default void refusesARequestThatReachesTheLimitOfItsSize() {
    Entry small = entry("Sent", "{}");
    int room = transport().limits().maxRequestBytes() - small.size() - "\"x\":\"\"".length();
    Entry fits = entry("Sent", "{\"x\":\"" + "x".repeat(room - 1) + "\"}");
    Entry reaches = entry("Sent", "{\"x\":\"" + "x".repeat(room) + "\"}");

    accepted(send(List.of(fits)).get(0));
    assertEquals(1, takeDelivered(1).size());

    TransportException refused = refusedRequest(List.of(reaches));
    assertEquals("ValidationException", refused.code());
    assertEquals(Fault.EVENT, refused.fault());
  }

  private List<EntryResult> send(List<Entry> entries) {
    return transport().send(entries).join();
  }

  private TransportException refusedRequest(List<Entry> entries) {
    CompletionException failed = assertThrows(CompletionException.class, () -> send(entries));
    return assertInstanceOf(TransportException.class, failed.getCause());
  }

  private Entry entry(String detailType, String detail) {
    return Entry.of(newId(), new EventName(SOURCE, detailType), bus(), detail(detail));
  }

  private static EventId newId() {
    return new EventId(UUID.randomUUID());
  }

  private static EncodedDetail detail(String json) {
    return EncodedDetail.of(json.getBytes(StandardCharsets.UTF_8));
  }

  private static EntryResult.Accepted accepted(EntryResult result) {
    return assertInstanceOf(EntryResult.Accepted.class, result, result::toString);
  }

  private static EntryResult.Refused refused(EntryResult result) {
    return assertInstanceOf(EntryResult.Refused.class, result, result::toString);
  }
}
