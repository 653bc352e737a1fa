// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of Busbar in one service share: who the service is, and the ports to the world.
 * Immutable and thread-safe.
 *
 * @param service written into every event
 * @param random for jitter; a seeded one makes tests repeatable
 */
public record BusbarConfig(
    ServiceIdentity service,
    EventCodec codec,
    TimeSource time,
    EventIds ids,
    RandomGenerator random,
    Instruments instruments) {

  /** The defaults for a service: {@code BusbarConfig.of("order-processing")}. */
  public static BusbarConfig of(String serviceName) {
    return builder().service(serviceName).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects what a service wants different. Not thread-safe. */
  public static final class Builder {
    private @Nullable ServiceIdentity service;
    private @Nullable EventCodec codec;
    private TimeSource time = TimeSource.system();
    private @Nullable EventIds ids;
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private Instruments instruments = Instruments.NONE;

    private Builder() {}

    /** Default: {@link ServiceIdentity#fromEnvironment}. */
    public Builder service(ServiceIdentity service) {
      this.service = service;
      return this;
    }

    /** The service's name, without account and version. */
    public Builder service(String name) {
      return service(ServiceIdentity.of(name));
    }

    /** Default: {@link JacksonEventCodec#create()}. */
    public Builder codec(EventCodec codec) {
      this.codec = codec;
      return this;
    }

    /** Default: {@link TimeSource#system()}. */
    public Builder time(TimeSource time) {
      this.time = time;
      return this;
    }

    /** Default: version 7 UUIDs from {@link #time} and {@link #random}. */
    public Builder ids(EventIds ids) {
      this.ids = ids;
      return this;
    }

    /** Must be thread-safe. Default: the thread's own generator. */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /** Default: none. */
    public Builder instruments(Instruments instruments) {
      this.instruments = instruments;
      return this;
    }

    /**
     * Fills in the defaults.
     *
     * @throws ConfigurationException if no service was named, here or in the environment
     */
    public BusbarConfig build() {
      return new BusbarConfig(
          service == null ? ServiceIdentity.fromEnvironment(System.getenv()) : service,
          codec == null ? JacksonEventCodec.create() : codec,
          time,
          ids == null ? EventIds.of(time, random) : ids,
          random,
          instruments);
    }
  }
}
