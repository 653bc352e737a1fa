// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import io.busbar.core.EventCodec;
import io.busbar.core.EventName;
import io.busbar.core.JacksonEventCodec;
import io.busbar.core.TimeSource;
import io.busbar.core.evolution.Upcasters;
import io.busbar.schema.EventSchema;
import io.busbar.schema.SchemaGenerator;
import io.busbar.schema.manifest.ServiceManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schemas and golden samples of every version of a service's events, in a folder of its
 * repository: {@code <source>/<event>/v7.schema.json} and {@code v7.samples/*.json}. A test asks it
 * whether the records are what it says, whether they are compatible with what came before, and
 * whether every sample still arrives.
 *
 * <pre>{@code
 * EventRegistry.builder(Path.of("events"))
 *     .publishes(OrderPlaced.class)
 *     .upcasters(Upcasters.of(OrderPlacedHistory.chain()))
 *     .consumers(ServiceManifest.fromClassPath(loader))
 *     .build()
 * }</pre>
 *
 * <p>Needs no server. With {@code -Dbusbar.schema.accept} the checks write what they would
 * otherwise miss.
 */
public final class EventRegistry {

  /** The system property that lets checks write files. */
  public static final String ACCEPT = "busbar.schema.accept";

  final Path folder;
  final EventCodec codec;
  final Upcasters upcasters;
  final @Nullable List<ServiceManifest> consumers;
  final @Nullable Duration retention;
  final TimeSource time;
  final boolean accept;
  private final List<Class<?>> events;
  private final @Nullable ServiceManifest manifest;
  private final @Nullable Path manifestFile;

  private EventRegistry(Builder builder) {
    this.folder = builder.folder;
    this.codec = builder.codec;
    this.upcasters = builder.upcasters;
    this.consumers = builder.consumers;
    this.retention = builder.retention;
    this.time = builder.time;
    this.accept = builder.accept;
    this.events = List.copyOf(builder.events);
    this.manifest = builder.manifest;
    this.manifestFile = builder.manifestFile;
  }

  /** Starts with the folder that holds the files. */
  public static Builder builder(Path folder) {
    return new Builder(folder);
  }

  /** Everything that can be asked, in a useful order; made anew at each call. */
  public List<RegistryCheck> checks() {
    List<RegistryCheck> checks = new ArrayList<>();
    SchemaGenerator generator = SchemaGenerator.create();
    for (Class<?> event : events) {
      checks.addAll(new EventChecks(this, event, generator.schema(event)).checks());
    }
    if (manifest != null && manifestFile != null) {
      checks.add(new ManifestCheck(manifest, manifestFile, accept).check());
    }
    return checks;
  }

  /** The schemas of every version of an event that the folder holds, the oldest first. */
  public Collection<EventSchema> schemas(EventName name) {
    return EventFolder.of(folder, name).versions().values();
  }

  /** Collects what is to be checked. Not thread-safe. */
  public static final class Builder {
    private final Path folder;
    private final List<Class<?>> events = new ArrayList<>();
    private EventCodec codec = JacksonEventCodec.create();
    private Upcasters upcasters = Upcasters.none();
    private @Nullable List<ServiceManifest> consumers;
    private @Nullable Duration retention;
    private TimeSource time = TimeSource.system();
    private boolean accept = isAsked(System.getProperty(ACCEPT));
    private @Nullable ServiceManifest manifest;
    private @Nullable Path manifestFile;

    private Builder(Path folder) {
      this.folder = folder;
    }

    private static boolean isAsked(@Nullable String property) {
      return property != null && !property.equals("false");
    }

    /** Records with {@code @EventType}. Default: none. */
    public Builder publishes(Class<?>... records) {
      events.addAll(List.of(records));
      return this;
    }

    /** How older versions become the newest. Default: not at all. */
    public Builder upcasters(Upcasters upcasters) {
      this.upcasters = upcasters;
      return this;
    }

    /**
     * Everybody who reads the events. A change then breaks those whom it really breaks, by name.
     * Default: not known, so that older versions' records stand for their readers; an empty list
     * means the same.
     */
    public Builder consumers(List<ServiceManifest> manifests) {
      this.consumers = manifests.isEmpty() ? null : List.copyOf(manifests);
      return this;
    }

    /**
     * How long events can come back, from archives and dead-letter queues. A version whose last
     * event is older than that is no longer compared. Default: for ever.
     */
    public Builder retention(Duration retention) {
      this.retention = retention;
      return this;
    }

    /** Default: Jackson with Busbar's settings. */
    public Builder codec(EventCodec codec) {
      this.codec = codec;
      return this;
    }

    /** Default: the system's clock. */
    public Builder time(TimeSource time) {
      this.time = time;
      return this;
    }

    /** Whether missing and changed files are written. Default: the system property. */
    public Builder accept(boolean accept) {
      this.accept = accept;
      return this;
    }

    /**
     * The service's own manifest and the file that the jar carries, usually {@code
     * src/main/resources/META-INF/busbar/service.json}. Default: none.
     */
    public Builder manifest(ServiceManifest manifest, Path file) {
      this.manifest = manifest;
      this.manifestFile = file;
      return this;
    }

    public EventRegistry build() {
      return new EventRegistry(this);
    }
  }
}
