// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.TimeSource;
import io.busbar.core.routing.Arn;
import io.busbar.core.routing.HopRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An organization of AWS accounts in memory: EventBridge's buses and rules, and SQS's queues, as
 * they behave. Whatever is named is created at its first use: {@code
 * aws.account("121212121212").bus("central-bus")}.
 *
 * <p>Thread-safe. It starts no thread and holds nothing that would have to be closed. What is due
 * later (the end of a visibility time-out, of a delay, of a long poll) follows the organization's
 * {@link TimeSource}.
 */
public final class InMemoryOrganization {

  /** Where short cuts such as {@link Account#queue} lead to unless the builder says otherwise. */
  public static final String DEFAULT_REGION = "us-east-1";

  /** An organization's id unless the builder says otherwise. */
  public static final String DEFAULT_ORGANIZATION = "o-busbar0000";

  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
  private static final int DEFAULT_DELIVERIES = 100_000;

  private final State state;
  private final String region;
  private final long seed;
  private final OrganizationLimits limits;
  private final String organizationId;
  private final boolean enforcePolicies;
  private final HopRules hops;
  private final Duration ruleChangeDelay;
  private final TraceLog trace;
  private final Journal journal;
  private final Obligations obligations;
  private final Outages outages;
  private final Quiescence quiescence;
  private final Wiring wiring = new Wiring(this);
  private final Map<String, Account> accounts = new TreeMap<>();
  private volatile FaultSource faults = FaultSource.NONE;

  private InMemoryOrganization(Builder builder) {
    this.seed = builder.seed == null ? ThreadLocalRandom.current().nextLong() : builder.seed;
    this.state = new State(builder.time, seed);
    this.region = builder.region;
    this.limits = builder.limits;
    this.organizationId = builder.organizationId;
    this.enforcePolicies = builder.enforcePolicies;
    this.hops = builder.hops;
    this.ruleChangeDelay = builder.ruleChangeDelay;
    this.obligations = new Obligations(state);
    this.outages = new Outages(state);
    this.quiescence = new Quiescence(state, obligations);
    this.trace = new TraceLog(state, builder.journalCapacity);
    this.journal = new Journal(state, builder.journalCapacity, trace);
  }

  /** An organization on the machine's clock. */
  public static InMemoryOrganization create() {
    return builder().build();
  }

  /** An organization on another clock, mostly a {@link VirtualClock}. */
  public static InMemoryOrganization create(TimeSource time) {
    return builder().time(time).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The account of this id.
   *
   * @throws IllegalArgumentException unless the id is text of exactly twelve digits
   */
  public Account account(String id) {
    return state.locked(after -> accounts.computeIfAbsent(id, each -> new Account(this, each)));
  }

  /** All accounts that were named, by id. */
  public List<Account> accounts() {
    return state.locked(after -> List.copyOf(accounts.values()));
  }

  /** The queue of this ARN, if it exists. */
  public Optional<Queue> findQueue(String arn) {
    return destination(arn, Queue.class);
  }

  /** The bus of this ARN, if it exists. */
  public Optional<Bus> findBus(String arn) {
    return destination(arn, Bus.class);
  }

  /**
   * The one bus that has rules.
   *
   * @throws IllegalStateException if there is none, or more than one
   */
  public Bus bus() {
    return wiring.onlyBus();
  }

  /**
   * Short for {@link Queue#handledBy} in a test with one bus: handlers for the queue of this name,
   * as a service that is called like its queue and publishes to {@link #bus}.
   *
   * @throws IllegalStateException if no account has a queue of this name, or if several have; also
   *     as {@link #bus} does
   */
  public InMemoryOrganization handlers(String queueName, Object... handlers) {
    Queue queue = wiring.onlyQueue(queueName);
    var unused = queue.handledBy(queue.region().account().publisher(queueName, bus()), handlers);
    return this;
  }

  /** What became of every event. */
  public Journal journal() {
    return journal;
  }

  /**
   * Where every event came from and what became of it, up to now: more than the journal, because it
   * follows events through handlers. As long as the journal.
   */
  public Trace trace() {
    return trace.snapshot();
  }

  /** From now on this decides what goes wrong. Default: {@link FaultSource#NONE}. */
  public InMemoryOrganization faults(FaultSource faults) {
    this.faults = faults;
    return this;
  }

  public TimeSource time() {
    return state.time();
  }

  /** What all randomness of this organization comes from; give it to a builder to repeat a run. */
  public long seed() {
    return seed;
  }

  /** The id in AWS Organizations: the value of {@code aws:PrincipalOrgID} for all accounts. */
  public String organizationId() {
    return organizationId;
  }

  /** The default Region. */
  public String region() {
    return region;
  }

  public OrganizationLimits limits() {
    return limits;
  }

  /** As {@link #runUntilQuiescent(int)}, with at most 100,000 deliveries. */
  public int runUntilQuiescent() {
    return runUntilQuiescent(DEFAULT_DELIVERIES);
  }

  /**
   * Runs all handlers that are attached to queues, on the calling thread and one message after the
   * other, until nothing is left to do: no message in their queues, no retry, no delayed event. A
   * {@link VirtualClock} jumps to whatever is due next; any other clock is not waited for: retries
   * and delayed events come at once. Queues without handlers keep their messages. Handlers that
   * complete later are waited for.
   *
   * @return how many messages were handled
   * @throws IllegalStateException if there is still something to do after {@code maxDeliveries}
   */
  public int runUntilQuiescent(int maxDeliveries) {
    return quiescence.run(maxDeliveries);
  }

  /**
   * Forgets all accounts with everything in them, and the journal. Waiting receivers get {@code
   * QueueDoesNotExist}.
   */
  public void reset() {
    for (Account account : accounts()) {
      account.regions().forEach(Region::clear);
    }
    state.change(
        after -> {
          accounts.clear();
          journal.clear();
          trace.clear();
          obligations.clear();
          outages.clear();
          quiescence.clear();
        });
  }

  boolean enforcesPolicies() {
    return enforcePolicies;
  }

  HopRules hops() {
    return hops;
  }

  Duration ruleChangeDelay() {
    return ruleChangeDelay;
  }

  State state() {
    return state;
  }

  TraceLog traceLog() {
    return trace;
  }

  FaultSource faults() {
    return faults;
  }

  Quiescence quiescence() {
    return quiescence;
  }

  Outages outages() {
    return outages;
  }

  Obligations obligations() {
    return obligations;
  }

  Optional<Destination> destination(String arn) {
    return Arn.find(arn).flatMap(this::destination);
  }

  private Optional<Destination> destination(Arn arn) {
    return state.locked(
        after -> {
          Account account = accounts.get(arn.account());
          return account == null
              ? Optional.empty()
              : account.findRegion(arn.region()).flatMap(region -> region.destination(arn));
        });
  }

  private <T extends Destination> Optional<T> destination(String arn, Class<T> type) {
    return destination(arn).filter(type::isInstance).map(type::cast);
  }

  /** Collects what is different from the defaults. Not thread-safe. */
  public static final class Builder {
    private TimeSource time = TimeSource.system();
    private @Nullable Long seed;
    private String region = DEFAULT_REGION;
    private OrganizationLimits limits = OrganizationLimits.DEFAULT;
    private String organizationId = DEFAULT_ORGANIZATION;
    private boolean enforcePolicies;
    private HopRules hops = HopRules.EVENTBRIDGE;
    private Duration ruleChangeDelay = Duration.ZERO;
    private int journalCapacity = 10_000;

    private Builder() {}

    /** Default: the machine's clock. */
    public Builder time(TimeSource time) {
      this.time = time;
      return this;
    }

    /**
     * The source of all ids and of every other chance. Default: drawn at random; see {@link
     * InMemoryOrganization#seed}.
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** The Region of the short cuts. Default: {@value InMemoryOrganization#DEFAULT_REGION}. */
    public Builder region(String region) {
      this.region = region;
      return this;
    }

    /** Default: {@link OrganizationLimits#DEFAULT}. */
    public Builder limits(OrganizationLimits limits) {
      this.limits = limits;
      return this;
    }

    /** Default: {@value InMemoryOrganization#DEFAULT_ORGANIZATION}. */
    public Builder organizationId(String id) {
      if (!ORGANIZATION.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "An organization's id is 'o-' and 10 to 32 small letters and digits, but was '%s'."
                .formatted(id));
      }
      this.organizationId = id;
      return this;
    }

    /**
     * Whether a bus or queue without a policy refuses what AWS would refuse: events of other
     * accounts, deliveries of EventBridge, targets in other accounts without a role. {@link
     * Rule#to}, {@link Rule#deadLetter} and {@link Account#publisher} then grant what a deployed
     * template grants; {@link Rule#target}, {@link Region#putEvents} and AWS clients do not.
     * Default: false; then only policies that are set are evaluated, and those always are.
     */
    public Builder enforcePolicies(boolean enforcePolicies) {
      this.enforcePolicies = enforcePolicies;
      return this;
    }

    /**
     * Whether PutEvents to another account's bus is a hop. Default: {@link HopRules#EVENTBRIDGE}.
     */
    public Builder hops(HopRules hops) {
      this.hops = hops;
      return this;
    }

    /**
     * How long new, changed and deleted rules and targets take to have an effect: "a short time" in
     * AWS (PutRule API), in which events are still treated as before. Default: none.
     */
    public Builder ruleChangeDelay(Duration delay) {
      if (delay.isNegative()) {
        throw new IllegalArgumentException(
            "A rule's change cannot take effect '%s' before it is made. Give a delay of zero or more."
                .formatted(delay.negated()));
      }
      this.ruleChangeDelay = delay;
      return this;
    }

    /** How many steps the journal keeps; older ones are forgotten. Default: 10,000. */
    public Builder journalCapacity(int steps) {
      if (steps < 1) {
        throw new IllegalArgumentException(
            "The journal must keep at least one step, but was told to keep '%d'.".formatted(steps));
      }
      this.journalCapacity = steps;
      return this;
    }

    public InMemoryOrganization build() {
      return new InMemoryOrganization(this);
    }
  }
}
