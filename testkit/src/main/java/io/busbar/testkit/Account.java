// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ServiceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One AWS account of an {@link InMemoryOrganization}. Thread-safe. */
public final class Account {

  private static final Pattern ID = Pattern.compile("\\d{12}");

  private final InMemoryOrganization organization;
  private final String id;
  private final Map<String, Region> regions = new TreeMap<>();

  Account(InMemoryOrganization organization, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "An account id has exactly twelve digits, but was '%s'. Leading zeros count: write it as text."
              .formatted(id));
    }
    this.organization = organization;
    this.id = id;
  }

  public String id() {
    return id;
  }

  public InMemoryOrganization organization() {
    return organization;
  }

  /** This account in a Region, as in {@code eu-west-1}. */
  public Region region(String name) {
    return organization
        .state()
        .locked(after -> regions.computeIfAbsent(name, each -> new Region(this, each)));
  }

  /** This account in the organization's default Region. */
  public Region region() {
    return region(organization.region());
  }

  /** All Regions that were named, by name. */
  public List<Region> regions() {
    return organization.state().locked(after -> List.copyOf(regions.values()));
  }

  /** The bus of this name in the default Region; see {@link Region#bus}. */
  public Bus bus(String name) {
    return region().bus(name);
  }

  /** The queue of this name in the default Region; see {@link Region#queue}. */
  public Queue queue(String name) {
    return region().queue(name);
  }

  /** The secrets in the default Region. */
  public Secrets secrets() {
    return region().secrets();
  }

  /**
   * A publisher for a service of this account, on the organization's clock and chance. For more
   * (interceptors, instruments, a codec of its own) use {@link
   * InMemoryEventPublisher#of(io.busbar.core.publish.PublishPipeline, Bus)}.
   *
   * @param service its name, as in {@code customer-web}
   */
  public InMemoryEventPublisher publisher(String service, Bus bus) {
    State state = organization.state();
    state.change(after -> bus.access().grant(id));
    BusbarConfig config =
        BusbarConfig.builder()
            .service(new ServiceIdentity(service, null, id, null))
            .time(state.time())
            .random(state.newRandom())
            .build();
    return InMemoryEventPublisher.of(config, bus);
  }

  /**
   * From now on nothing in this account answers: PutEvents from it and to its buses is an {@code
   * InternalFailure}, deliveries to it are retried, its queues refuse calls and its handlers rest.
   * Other accounts go on as they were.
   */
  public void down() {
    organization.state().change(after -> organization.engine().outages().begin(id));
  }

  /** As {@link #down}, for a time. */
  public void outage(Duration duration) {
    organization.state().change(after -> organization.engine().outages().begin(id, duration));
  }

  /** Ends {@link #down} and {@link #outage}. */
  public void up() {
    organization.state().change(after -> organization.engine().outages().end(id));
  }

  Optional<Region> findRegion(String name) {
    return Optional.ofNullable(regions.get(name));
  }

  @Override
  public String toString() {
    return id;
  }
}
