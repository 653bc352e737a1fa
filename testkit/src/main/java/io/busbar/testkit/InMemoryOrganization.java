// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.EventId;
import io.busbar.core.TimeSource;
import io.busbar.core.routing.Arn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  private static final int DEFAULT_DELIVERIES = 100_000;

  private final Engine engine;
  private final String region;
  private final OrganizationLimits limits;
  private final String organizationId;
  private final Wiring wiring = new Wiring(this);
  private final Map<String, Account> accounts = new TreeMap<>();

  InMemoryOrganization(InMemoryOrganizationBuilder builder) {
    this.engine = new Engine(builder);
    this.region = builder.region;
    this.limits = builder.limits;
    this.organizationId = builder.organizationId;
  }

  /** An organization on the machine's clock. */
  public static InMemoryOrganization create() {
    return builder().build();
  }

  /** An organization on another clock, mostly a {@link VirtualClock}. */
  public static InMemoryOrganization create(TimeSource time) {
    return builder().time(time).build();
  }

  public static InMemoryOrganizationBuilder builder() {
    return new InMemoryOrganizationBuilder();
  }

  /**
   * The account of this id.
   *
   * @throws IllegalArgumentException unless the id is text of exactly twelve digits
   */
  public Account account(String id) {
    return state().locked(after -> accounts.computeIfAbsent(id, each -> new Account(this, each)));
  }

  /** All accounts that were named, by id. */
  public List<Account> accounts() {
    return state().locked(after -> List.copyOf(accounts.values()));
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
    return engine.journal();
  }

  /**
   * Where every event came from and what became of it, up to now: more than the journal, because it
   * follows events through handlers. As long as the journal.
   */
  public Trace trace() {
    return engine.trace().snapshot();
  }

  /** What became of an event, on every bus and at every rule that it met. */
  public Explanation explain(TracedEvent event) {
    return new Explanations(this).of(event);
  }

  /**
   * What became of the event of this id, as a {@code PublishResult} has it.
   *
   * @throws IllegalArgumentException if no such event is known
   */
  public Explanation explain(EventId id) {
    return explain(id.toString());
  }

  /** As {@link #explain(EventId)}, with the event's own id or with EventBridge's. */
  public Explanation explain(String id) {
    return new Explanations(this).of(id);
  }

  /**
   * What would become of an event on each bus that has rules, put there by the bus's own account.
   * Nothing is published. {@link InMemoryEventPublisher#explain} and {@link Region#explain} ask for
   * another account and its rights.
   *
   * @param event a record with {@code @EventType}, or an {@code OutgoingEvent}
   * @throws IllegalStateException if no bus has rules
   */
  public Explanation explain(Object event) {
    return new Explanations(this).of(event);
  }

  /** From now on this decides what goes wrong. Default: {@link FaultSource#NONE}. */
  public InMemoryOrganization faults(FaultSource faults) {
    engine.faults(faults);
    return this;
  }

  public TimeSource time() {
    return state().time();
  }

  /** What all randomness of this organization comes from; give it to a builder to repeat a run. */
  public long seed() {
    return engine.seed();
  }

  /** The id in AWS Organizations: the value of {@code aws:PrincipalOrgID} for all accounts. */
  public String organizationId() {
    return organizationId;
  }

  /** See {@link InMemoryOrganizationBuilder#enforcePolicies}. */
  public boolean enforcesPolicies() {
    return engine.enforcesPolicies();
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
    return engine.quiescence().run(maxDeliveries);
  }

  /**
   * Forgets all accounts with everything in them, and the journal. Waiting receivers get {@code
   * QueueDoesNotExist}.
   */
  public void reset() {
    for (Account account : accounts()) {
      account.regions().forEach(Region::clear);
    }
    state()
        .change(
            after -> {
              accounts.clear();
              engine.clear();
            });
  }

  Engine engine() {
    return engine;
  }

  State state() {
    return engine.state();
  }

  Optional<Destination> destination(String arn) {
    return state().locked(after -> engine.arns().find(arn).flatMap(this::destination));
  }

  private Optional<Destination> destination(Arn arn) {
    Account account = accounts.get(arn.account());
    return account == null
        ? Optional.empty()
        : account.findRegion(arn.region()).flatMap(region -> region.destination(arn));
  }

  private <T extends Destination> Optional<T> destination(String arn, Class<T> type) {
    return destination(arn).filter(type::isInstance).map(type::cast);
  }
}
