// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.ConfigurationException;
import io.busbar.core.Health;
import io.busbar.core.HealthSource;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.ServiceLimits;
import io.busbar.core.TimeSource;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.Fault;
import io.busbar.core.publish.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Carries entries to one of several Regions: a transport over transports, for an {@link
 * EventBridgePublisher} or an outbox's relay. Events go to the preferred Region; when nobody
 * answers there, to the next one that does. Every Region needs a bus of the same name with the same
 * rules and permissions; of a bus that is given by its ARN, the Region in the ARN is replaced.
 *
 * <p>How it decides:
 *
 * <ul>
 *   <li>A Region is given up when {@link Builder#failures} of its last ten requests were not
 *       answered, or answered with a failure of AWS's own. Throttling and refused events are
 *       answers: nobody fails over because of a quota or a missing permission.
 *   <li>The choice is sticky. It goes back to a preferred Region after {@link Builder#returnAfter}
 *       at the earliest, and only when three requests in a row, sent one by one, were answered
 *       there.
 *   <li>A Region that is given up gets one request in each {@link Builder#probeEvery} at most, and
 *       only when it is needed: no other Region answers, or it is time to go back.
 *   <li>When no Region answers, entries are refused at once without a call, with the code {@code
 *       NoRegionAvailable}, which is worth trying again later.
 * </ul>
 *
 * <p>Guarantees: an event whose fate in one Region is known to be "not there" may go to another;
 * one that was accepted never does. When nobody knows, the event goes to the same Region again as
 * long as that answers, and to another only when it does not: then it may be in both, under one
 * event id, and consumers of different Regions may both see it. The latest 10,000 such ids are
 * remembered.
 *
 * <p>Thread-safe and non-blocking. Has no thread and needs no close; the transports stay the
 * user's.
 */
public final class RegionRouter implements EventTransport, HealthSource {
  /** The code for entries that were not sent because no Region answers. */
  public static final String NO_REGION_AVAILABLE = "NoRegionAvailable";

  private final RegionChoice choice;
  private final Fence fence = new Fence();
  private final Set<String> regions;
  private final ServiceLimits limits;

  private RegionRouter(RegionChoice choice) {
    this.choice = choice;
    this.regions =
        choice.routes().stream().map(Route::region).collect(Collectors.toUnmodifiableSet());
    this.limits =
        choice.routes().stream()
            .map(route -> route.transport().limits())
            .reduce(RegionRouter::least)
            .orElse(ServiceLimits.EVENTBRIDGE);
  }

  /** Starts with the preferred Region, as in {@code eu-west-1}. */
  public static Builder builder(String region, EventTransport transport) {
    return new Builder().standby(region, transport);
  }

  /** {@inheritDoc} The entries of one request may go to two Regions, when some are undecided. */
  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    Route.Ticket common = choice.next();
    if (common == null) {
      return CompletableFuture.failedFuture(nowhere());
    }
    if (fence.size() == 0) {
      return send(common, entries);
    }
    List<Route.Ticket> ways = entries.stream().map(entry -> wayOf(entry, common)).toList();
    return SharedRequest.of(common, entries, ways).send(this::send);
  }

  /** The least that any of the Regions takes. */
  @Override
  public ServiceLimits limits() {
    return limits;
  }

  /**
   * UP while the preferred Region is in use and all answer, DEGRADED while some Region answers, and
   * DOWN when none does. The details say how each Region is.
   */
  @Override
  public Health health() {
    Health health = choice.health();
    if (fence.size() == 0) {
      return health;
    }
    Map<String, String> details = new LinkedHashMap<>(health.details());
    details.put("undecidedEvents", String.valueOf(fence.size()));
    return new Health(health.part(), health.status(), details);
  }

  /** What is wrong with the bus in any of the Regions. */
  List<String> findings(String bus, ServiceIdentity service, VerifyBus mode) {
    List<String> findings = new ArrayList<>();
    for (Route route : choice.routes()) {
      String there = BusAddress.in(route.region(), bus, regions);
      findings.addAll(BusVerification.findings(route.transport(), there, service, mode));
    }
    return findings;
  }

  /** An undecided event stays with its Region as long as that answers. */
  private Route.Ticket wayOf(Entry entry, Route.Ticket common) {
    Route home = fence.of(entry.id());
    if (home == null || home == common.route() || !choice.isServing(home)) {
      return common;
    }
    return new Route.Ticket(home, false);
  }

  private CompletableFuture<List<EntryResult>> send(Route.Ticket ticket, List<Entry> entries) {
    return call(ticket.route(), entries)
        .whenComplete(
            (results, failure) -> {
              List<EntryResult> all = Answer.results(entries.size(), results, failure);
              choice.answered(ticket, all.stream().anyMatch(RegionRouter::isAlive));
              fence.learn(ticket.route(), entries, all);
            });
  }

  private CompletableFuture<List<EntryResult>> call(Route route, List<Entry> entries) {
    List<Entry> there =
        entries.stream().map(entry -> BusAddress.in(route.region(), entry, regions)).toList();
    try {
      return route.transport().send(there);
    } catch (RuntimeException broken) {
      return CompletableFuture.failedFuture(broken);
    }
  }

  /** Whether somebody was there to answer; it need not be a kind answer. */
  private static boolean isAlive(EntryResult result) {
    if (result instanceof EntryResult.Refused refused) {
      return refused.fault() != Fault.CAPACITY || Throttling.isThrottling(refused);
    }
    return result instanceof EntryResult.Accepted;
  }

  private TransportException nowhere() {
    String text =
        String.format(
            "None of the Regions %s has answered lately, so the request was not sent. They are"
                + " tried now and then; see the health of the publisher, and the network.",
            choice.routes().stream().map(Route::region).toList());
    return new TransportException(NO_REGION_AVAILABLE, text, null);
  }

  private static ServiceLimits least(ServiceLimits a, ServiceLimits b) {
    return new ServiceLimits(
        Math.min(a.maxEntries(), b.maxEntries()),
        Math.min(a.maxRequestBytes(), b.maxRequestBytes()),
        Math.min(a.maxResourceLength(), b.maxResourceLength()));
  }

  /** Collects the Regions, and what a router should do differently. Not thread-safe. */
  public static final class Builder {
    private final Map<String, EventTransport> transports = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();
    private int failures = 5;
    private Duration probeEvery = Duration.ofSeconds(15);
    private Duration returnAfter = Duration.ofMinutes(5);
    private TimeSource time = TimeSource.system();

    private Builder() {}

    /** Adds a Region that is used when those before do not answer. Default: none. */
    public Builder standby(String region, EventTransport transport) {
      if (transports.put(region, transport) != null) {
        findings.add("The Region '" + region + "' was given twice. Give each Region once.");
      }
      return this;
    }

    /** How many of a Region's last ten requests must fail before it is given up. Default: 5. */
    public Builder failures(int requests) {
      this.failures = requests;
      return this;
    }

    /**
     * How long a Region that was given up is left alone after a request that failed. Default: 15 s.
     */
    public Builder probeEvery(Duration pause) {
      this.probeEvery = pause;
      return this;
    }

    /**
     * How long events stay away from a preferred Region at least, once they have left it; what
     * comes and goes would move them about. Default: 5 min.
     */
    public Builder returnAfter(Duration time) {
      this.returnAfter = time;
      return this;
    }

    /** Default: {@link TimeSource#system()}. */
    public Builder time(TimeSource time) {
      this.time = time;
      return this;
    }

    /**
     * Builds the router; it calls nobody.
     *
     * @throws ConfigurationException if an option is impossible
     */
    public RegionRouter build() {
      check();
      List<Route> routes = new ArrayList<>();
      transports.forEach(
          (region, transport) ->
              routes.add(new Route(region, transport, new Breaker(failures, probeEvery))));
      return new RegionRouter(new RegionChoice(routes, returnAfter, time));
    }

    private void check() {
      if (failures < 1 || failures > Breaker.REMEMBERED) {
        findings.add(
            String.format(
                "failures must be 1 to %d, because so many requests are remembered, but was %d.",
                Breaker.REMEMBERED, failures));
      }
      if (probeEvery.isNegative() || probeEvery.isZero()) {
        findings.add("probeEvery must be more than zero, but was " + probeEvery + ".");
      }
      if (returnAfter.isNegative()) {
        findings.add("returnAfter must not be negative, but was " + returnAfter + ".");
      }
      if (!findings.isEmpty()) {
        throw ConfigurationException.of("The Region router cannot be built", findings);
      }
    }
  }
}
