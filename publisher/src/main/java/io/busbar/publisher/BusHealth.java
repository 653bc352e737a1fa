// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.Health;
import io.busbar.core.TimeSource;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether EventBridge answers. Written by the batcher's thread, read by any. The first failure of a
 * row is logged, and its end.
 */
final class BusHealth {
  private static final Logger log = LoggerFactory.getLogger(EventBridgePublisher.class);

  /** So many failed requests in a row are no hiccup. */
  private static final int OUTAGE = 3;

  private static final Duration PROBE_EVERY = Duration.ofSeconds(5);
  private final Settings settings;
  private final TimeSource time;
  private final QueueRoom room;
  private volatile @Nullable Outage outage;
  private volatile int inFlight;
  private volatile int permits;

  BusHealth(Settings settings, TimeSource time, QueueRoom room) {
    this.settings = settings;
    this.time = time;
    this.room = room;
    this.permits = settings.maxInFlight();
  }

  void inFlight(int requests, int permitted) {
    inFlight = requests;
    permits = permitted;
  }

  void answered(Answer answer) {
    String failure = failure(answer);
    Outage before = outage;
    if (failure == null) {
      outage = null;
      recovered(before);
    } else if (before == null) {
      outage = new Outage(answer.receivedAt(), answer.receivedAt(), 1, failure);
      log.warn(
          "Requests to bus '{}' fail, and are logged again when they succeed: {}", bus(), failure);
    } else {
      outage = before.goesOn(answer.receivedAt(), failure);
    }
  }

  /**
   * Not while an outage lasts, but once in each pause, so that somebody finds out that it is over.
   */
  boolean takesEvents() {
    Outage now = outage;
    return now == null
        || now.requests() < OUTAGE
        || time.nanoTime() - now.last() >= PROBE_EVERY.toNanos();
  }

  Health health() {
    Outage now = outage;
    Map<String, String> details = new LinkedHashMap<>();
    details.put("events", room.taken() + " of " + room.capacity());
    details.put("requests", inFlight + " of " + permits);
    if (permits < settings.maxInFlight()) {
      details.put("narrowedFrom", String.valueOf(settings.maxInFlight()));
    }
    if (now != null) {
      details.put("failedRequests", String.valueOf(now.requests()));
      details.put("lastFailure", now.failure());
    }
    return new Health("publisher " + bus(), status(now), details);
  }

  /** The publisher's own, and that of a transport which can say how it is. */
  static Health with(Health own, Health transport) {
    Map<String, String> details = new LinkedHashMap<>(own.details());
    details.putAll(transport.details());
    boolean worse = transport.status().compareTo(own.status()) > 0;
    return new Health(own.part(), worse ? transport.status() : own.status(), details);
  }

  private Health.Status status(@Nullable Outage now) {
    if (now == null) {
      return Health.Status.UP;
    }
    Duration lasts = Duration.ofNanos(time.nanoTime() - now.since());
    return lasts.compareTo(settings.deadline()) < 0 ? Health.Status.DEGRADED : Health.Status.DOWN;
  }

  private void recovered(@Nullable Outage before) {
    if (before != null) {
      log.info("Bus '{}' takes events again; failed requests: {}", bus(), before.requests());
    }
  }

  private String bus() {
    return settings.bus();
  }

  /** What is wrong with the bus, if the answer shows it; refused events alone are no outage. */
  private static @Nullable String failure(Answer answer) {
    String text = null;
    for (EntryResult result : answer.results()) {
      if (result instanceof EntryResult.Accepted) {
        return null;
      }
      if (result instanceof EntryResult.Refused refused) {
        if (refused.fault() == Fault.EVENT) {
          return null;
        }
        text = refused.code() + ": " + refused.message();
      } else if (result instanceof EntryResult.Unknown unknown) {
        text = unknown.reason();
      }
    }
    return text;
  }

  /**
   * Requests that failed in a row.
   *
   * @param since when the first of them was answered, on the scale of {@code TimeSource.nanoTime}
   * @param last when the latest of them was answered
   */
  private record Outage(long since, long last, int requests, String failure) {
    Outage goesOn(long at, String latest) {
      return new Outage(since, at, requests + 1, latest);
    }
  }
}
