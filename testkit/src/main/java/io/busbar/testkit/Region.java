// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.routing.Arn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One account in one Region: its buses and queues, and the door through which the account calls
 * EventBridge there. The bus {@code default} is always there. Thread-safe.
 */
public final class Region {

  /** The bus that every account has in every Region. */
  public static final String DEFAULT_BUS = "default";

  private static final Pattern BUS_NAME = Pattern.compile("[/.\\-_A-Za-z0-9]{1,256}");
  private static final Pattern QUEUE_NAME = Pattern.compile("(?=.{1,80}$)[A-Za-z0-9_-]+(\\.fifo)?");

  private final Account account;
  private final String name;
  private final Map<String, Bus> buses = new TreeMap<>();
  private final Map<String, Queue> queues = new TreeMap<>();
  private final Archives archives;
  private final Secrets secrets;
  private final Tags tags;
  private final Map<String, KmsKey> keys = new TreeMap<>();
  private final Map<String, LogGroup> logGroups = new TreeMap<>();
  private final Map<String, LambdaFunction> functions = new TreeMap<>();

  Region(Account account, String name) {
    this.account = account;
    this.name = name;
    this.archives = new Archives(this);
    this.secrets = new Secrets(this);
    this.tags = new Tags(state());
    buses.put(DEFAULT_BUS, new Bus(this, DEFAULT_BUS));
  }

  public Account account() {
    return account;
  }

  /** As in {@code us-east-1}. */
  public String name() {
    return name;
  }

  /** The bus of this name, created if it does not exist yet. */
  public Bus bus(String name) {
    checkBusName(name);
    return state().locked(after -> buses.computeIfAbsent(name, each -> new Bus(this, each)));
  }

  /**
   * Creates a bus, as the call of EventBridge does.
   *
   * @throws AwsErrorException {@code ResourceAlreadyExistsException}, or {@code
   *     ValidationException} for the name
   */
  public Bus createBus(String name) {
    checkBusName(name);
    return state()
        .locked(
            after -> {
              if (buses.containsKey(name)) {
                throw new AwsErrorException(
                    "ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
              }
              return bus(name);
            });
  }

  /** The bus of this name or ARN, if this account has it in this Region. */
  public Optional<Bus> findBus(String nameOrArn) {
    return state().locked(after -> Optional.ofNullable(buses.get(ownName(nameOrArn))));
  }

  /**
   * The bus of this name or ARN.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  public Bus requireBus(String nameOrArn) {
    return findBus(nameOrArn)
        .orElseThrow(
            () ->
                new AwsErrorException(
                    "ResourceNotFoundException",
                    "Event bus " + ownName(nameOrArn) + " does not exist."));
  }

  /** All buses, by name. */
  public List<Bus> buses() {
    return state().locked(after -> List.copyOf(buses.values()));
  }

  /**
   * Deletes a bus with its rules. A bus that does not exist is no mistake (DeleteEventBus API).
   *
   * @throws AwsErrorException {@code ValidationException} for the default bus
   */
  public void deleteBus(String name) {
    if (name.equals(DEFAULT_BUS)) {
      throw new AwsErrorException("ValidationException", "Cannot delete event bus default.");
    }
    state().change(after -> forget(buses.remove(name)));
  }

  private void forget(@Nullable Bus bus) {
    if (bus != null) {
      tags.forget(bus.arn());
      bus.rules().forEach(rule -> tags.forget(rule.arn()));
    }
  }

  /** The archives of these buses, and their replays. */
  public Archives archives() {
    return archives;
  }

  /** The key of KMS with this id, created if it does not exist yet: without a policy. */
  public KmsKey key(String id) {
    return state().locked(after -> keys.computeIfAbsent(id, each -> new KmsKey(this, each)));
  }

  /** The account's secrets in this Region. */
  public Secrets secrets() {
    return secrets;
  }

  /** The tags of its buses, rules, queues and secrets. */
  public Tags tags() {
    return tags;
  }

  /**
   * The queue of this name, created with the defaults of SQS if it does not exist yet. A name that
   * ends with {@code .fifo} makes a FIFO queue.
   */
  public Queue queue(String name) {
    if (!QUEUE_NAME.matcher(name).matches()) {
      throw new AwsErrorException(
          "InvalidParameterValue",
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    return state().locked(after -> queues.computeIfAbsent(name, each -> new Queue(this, each)));
  }

  public Optional<Queue> findQueue(String name) {
    return state().locked(after -> Optional.ofNullable(queues.get(name)));
  }

  /**
   * The queue of this name.
   *
   * @throws AwsErrorException {@code QueueDoesNotExist}
   */
  public Queue requireQueue(String name) {
    return findQueue(name).orElseThrow(Queue::doesNotExist);
  }

  /** All queues, by name. */
  public List<Queue> queues() {
    return state().locked(after -> List.copyOf(queues.values()));
  }

  /**
   * Deletes a queue with its messages. Whoever waits for one gets {@code QueueDoesNotExist}.
   *
   * @throws AwsErrorException {@code QueueDoesNotExist}
   */
  public void deleteQueue(String name) {
    state()
        .change(
            after -> {
              Queue queue = requireQueue(name);
              queues.remove(name);
              tags.forget(queue.arn());
              queue.contents().close(after);
            });
  }

  /**
   * The log group of this name, created if it does not exist yet: a target that keeps what it gets.
   */
  public LogGroup logGroup(String name) {
    return state()
        .locked(after -> logGroups.computeIfAbsent(name, each -> new LogGroup(this, each)));
  }

  /**
   * A function that EventBridge invokes with the envelope, replacing the one of this name. It is
   * invoked as Lambda is, asynchronously in the eyes of the rule: what it throws is no failure of
   * the delivery, and is only journaled.
   *
   * @param body runs on the thread that puts the event
   */
  public LambdaFunction function(String name, Consumer<String> body) {
    LambdaFunction function = new LambdaFunction(this, name, body);
    state().change(after -> functions.put(name, function));
    return function;
  }

  /**
   * PutEvents, called by this account in this Region. An entry without a bus goes to the default
   * bus.
   *
   * @return one result for each entry, in their order. An event for a bus that does not exist is
   *     <em>accepted and dropped</em>, as EventBridge does; {@link Journal#dropped} tells
   * @throws AwsErrorException {@code ValidationException} if the request is refused as a whole
   */
  public List<EntryResult> putEvents(List<PutEventsEntry> entries) {
    return new PutEvents(this).put(entries);
  }

  /** What would become of an entry that this account puts now; nothing is put. */
  public Explanation explain(PutEventsEntry entry) {
    return new Explanations(account.organization()).of(this, entry);
  }

  /**
   * Sends entries with the rights of this account, to its own buses by name and to any bus by ARN.
   */
  public EventTransport transport() {
    return new InMemoryTransport(this);
  }

  /** As {@link Account#down}, for this Region of the account only. */
  public void down() {
    state().change(after -> outages().begin(Outages.scope(this)));
  }

  /** As {@link #down}, for a time. */
  public void outage(Duration duration) {
    state().change(after -> outages().begin(Outages.scope(this), duration));
  }

  /** Ends {@link #down} and {@link #outage}. */
  public void up() {
    state().change(after -> outages().end(Outages.scope(this)));
  }

  Optional<Destination> destination(Arn arn) {
    String resource = arn.resource();
    Destination found =
        switch (arn.service()) {
          case "sqs" -> queues.get(resource);
          case "events" -> buses.get(after(resource, "event-bus/"));
          case "lambda" -> functions.get(after(resource, "function:"));
          case "logs" -> logGroups.get(after(resource, "log-group:"));
          default -> null;
        };
    return Optional.ofNullable(found);
  }

  /** Empties everything; the default bus is new and without rules. */
  void clear() {
    state()
        .change(
            after -> {
              queues.values().forEach(queue -> queue.contents().close(after));
              queues.clear();
              logGroups.clear();
              functions.clear();
              archives.clear();
              secrets.clear();
              tags.clear();
              keys.clear();
              buses.clear();
              buses.put(DEFAULT_BUS, new Bus(this, DEFAULT_BUS));
            });
  }

  private Outages outages() {
    return account.organization().engine().outages();
  }

  String arn(String service, String resource) {
    return new Arn("aws", service, name, account.id(), resource).toString();
  }

  State state() {
    return account.organization().state();
  }

  private String ownName(String nameOrArn) {
    String prefix = arn("events", "event-bus/");
    return after(nameOrArn, prefix);
  }

  private static String after(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static void checkBusName(String name) {
    if (!BUS_NAME.matcher(name).matches()) {
      throw new AwsErrorException(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+"
              .formatted(name));
    }
  }

  @Override
  public String toString() {
    return account + " in " + name;
  }
}
