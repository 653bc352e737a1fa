// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventCodec;
import io.busbar.core.EventPublisher;
import io.busbar.core.evolution.NewerVersion;
import io.busbar.core.evolution.Upcasters;
import io.busbar.core.handler.HandlerScanner.Scanned;
import io.busbar.core.handler.HandlerTraits.RunLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects handlers and what stands around them. Not thread-safe. */
public final class EventDispatcherBuilder {
  private final BusbarConfig config;
  private final HandlerScanner scanner = new HandlerScanner();
  private final List<HandlerInterceptor> interceptors = new ArrayList<>();
  private @Nullable EventPublisher publisher;
  private @Nullable IdempotencyStore store;
  private Duration idempotencyLease = Duration.ofMinutes(5);
  private final RecentlyDone done = new RecentlyDone();
  private final Origins origins = new Origins();
  private SharedEvents sharedEvents = SharedEvents.NEED_STORE;
  private Upcasters upcasters = Upcasters.none();
  private NewerVersion newerVersion = NewerVersion.TOLERANT;
  private FailureClassifier failureClassifier = FailureClassifier.standard();

  EventDispatcherBuilder(BusbarConfig config) {
    this.config = config;
  }

  /**
   * Objects with methods annotated with {@link EventHandler}. Mistakes are reported by {@link
   * #build()}, all at once.
   */
  public EventDispatcherBuilder handlers(Object... targets) {
    for (Object target : targets) {
      scanner.scan(target);
    }
    return this;
  }

  /**
   * Publishes what handlers return. Default: none; then a handler that returns something is
   * refused.
   */
  public EventDispatcherBuilder publisher(EventPublisher publisher) {
    this.publisher = publisher;
    return this;
  }

  /**
   * Recognises duplicates and counts attempts for each handler. Default: none; handlers must be
   * idempotent by themselves then.
   */
  public EventDispatcherBuilder idempotency(IdempotencyStore store) {
    this.store = store;
    return this;
  }

  /** How long a handler that has died keeps others away from its event. Default: five minutes. */
  public EventDispatcherBuilder idempotencyLease(Duration lease) {
    this.idempotencyLease = lease;
    return this;
  }

  /** What to do about several handlers of one event without a store. Default: refuse them. */
  public EventDispatcherBuilder sharedEvents(SharedEvents sharedEvents) {
    this.sharedEvents = sharedEvents;
    return this;
  }

  /** Brings older events to the handlers' versions. Default: none. */
  public EventDispatcherBuilder upcasters(Upcasters upcasters) {
    this.upcasters = upcasters;
    return this;
  }

  /**
   * What to do about events newer than their handler. Default: bind them and ignore what is
   * unknown.
   */
  public EventDispatcherBuilder newerVersion(NewerVersion newerVersion) {
    this.newerVersion = newerVersion;
    return this;
  }

  /**
   * Which accounts may send events of a source, for all handlers; those of others are dead-lettered
   * as forged. Default: a source that is not named here is trusted whoever sends it.
   *
   * @param source exact, or a prefix that ends in {@code *}
   * @param accounts twelve digits each
   */
  public EventDispatcherBuilder trust(String source, String... accounts) {
    origins.trust(source, Set.copyOf(Arrays.asList(accounts)));
    return this;
  }

  /** Default: {@link FailureClassifier#standard()}. */
  public EventDispatcherBuilder failureClassifier(FailureClassifier failureClassifier) {
    this.failureClassifier = failureClassifier;
    return this;
  }

  /** Stands around every handler, in its slot. Default: none. */
  public EventDispatcherBuilder interceptor(HandlerInterceptor interceptor) {
    interceptors.add(interceptor);
    return this;
  }

  /**
   * Binds everything.
   *
   * @throws ConfigurationException with all mistakes at once
   */
  public EventDispatcher build() {
    List<String> findings = new ArrayList<>(scanner.findings());
    if (idempotencyLease.isNegative() || idempotencyLease.isZero()) {
      findings.add(
          String.format(
              "idempotencyLease must be longer than nothing, but was %s.\nTake more than the longest run of a handler.",
              idempotencyLease));
    }
    findings.addAll(
        new HandlerSetCheck(scanner.handlers(), mayShareEvents(), publisher != null).findings());
    findings.addAll(origins.findings());
    Failures failures = new Failures(failureClassifier, config.random());
    List<BoundHandler> bound = new ArrayList<>();
    BoundHandler unhandled = null;
    for (Scanned scanned : scanner.handlers()) {
      BoundHandler handler = bind(scanned, failures, findings);
      if (scanned.unhandled()) {
        unhandled = handler;
      } else {
        bound.add(handler);
      }
    }
    if (!findings.isEmpty()) {
      throw ConfigurationException.of("The handlers cannot be registered", findings);
    }
    return new EventDispatcher(config, new HandlerRegistry(bound, unhandled), failures, publisher);
  }

  private boolean mayShareEvents() {
    return store != null
        || sharedEvents == SharedEvents.ALLOW_RERUNS
        || interceptors.stream().anyMatch(HandlerInterceptor::remembersEvents);
  }

  private BoundHandler bind(Scanned scanned, Failures failures, List<String> findings) {
    HandlerDescriptor descriptor = scanned.descriptor();
    List<HandlerInterceptor> around = new ArrayList<>(interceptors);
    around.addAll(guards(descriptor));
    around.add(
        new DecodeInterceptor(descriptor, reader(descriptor, findings), upcasters, newerVersion));
    checkUpcasters(descriptor, findings);
    if (store != null) {
      around.add(
          new IdempotencyInterceptor(
              config, new Idempotency(store, idempotencyLease, done), failures));
    }
    around.add(inmost(scanned, failures));
    interceptors.forEach(
        interceptor ->
            interceptor
                .check(descriptor)
                .forEach(finding -> findings.add(descriptor.id() + ": " + finding)));
    return new BoundHandler(
        descriptor, HandlerChain.of(around), publisher == null ? new NoPublisher() : publisher);
  }

  private static HandlerInterceptor inmost(Scanned scanned, Failures failures) {
    return scanned.invoker() instanceof BatchInvoker batch
        ? new BatchInterceptor(batch, scanned.descriptor().traits().limit(), failures)
        : new InvokeInterceptor((HandlerInvoker) scanned.invoker(), failures);
  }

  /** What a handler's own annotation asks for. */
  private List<HandlerInterceptor> guards(HandlerDescriptor handler) {
    List<HandlerInterceptor> guards = new ArrayList<>();
    HandlerTraits traits = handler.traits();
    if (traits.replays() == Replays.SKIP) {
      guards.add(new ReplayInterceptor());
    }
    if (origins.concern(handler)) {
      guards.add(new OriginInterceptor(handler, origins));
    }
    if (!traits.batch() && traits.limit().concurrency() != RunLimit.UNLIMITED) {
      guards.add(new LimitInterceptor(traits.limit().concurrency()));
    }
    return guards;
  }

  private EventCodec.@Nullable DetailReader reader(
      HandlerDescriptor descriptor, List<String> findings) {
    if (HandlerScanner.isTree(descriptor.detailType())) {
      return null;
    }
    try {
      return config.codec().reader(descriptor.detailType());
    } catch (IllegalArgumentException unreadable) {
      findings.add(descriptor.id() + ": " + unreadable.getMessage());
      return null;
    }
  }

  private void checkUpcasters(HandlerDescriptor descriptor, List<String> findings) {
    upcasters.chains().stream()
        .filter(descriptor::mayNeed)
        .flatMap(chain -> chain.missingStep(descriptor.schemaVersion()).stream())
        .forEach(finding -> findings.add(descriptor.id() + ": " + finding));
  }
}
