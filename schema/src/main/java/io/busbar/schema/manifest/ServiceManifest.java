// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventName;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.schema.EventSchema;
import io.busbar.schema.SchemaGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service publishes, what its handlers read and what its rules filter on. Its build carries
 * it as {@code META-INF/busbar/service.json}, which programs of any language can read; the checks
 * of those who send the events find out by it whom a change breaks.
 *
 * @param version of the service, or empty
 */
public record ServiceManifest(
    String service,
    String version,
    List<Published> publishes,
    List<Consumed> consumes,
    List<Rule> rules) {

  /** Where a jar carries it. */
  public static final String RESOURCE = "META-INF/busbar/service.json";

  public ServiceManifest {
    publishes = List.copyOf(publishes);
    consumes = List.copyOf(consumes);
    rules = List.copyOf(rules);
  }

  /**
   * An event that the service sends.
   *
   * @param schema its fingerprint
   */
  public record Published(EventName name, int version, String schema) {}

  /**
   * An event that one of its handlers takes.
   *
   * @param source exact, or a prefix that ends in {@code *}
   * @param version that the record is written for; 0 for any
   * @param reads the paths that the record binds; {@code $} when the handler sees the whole detail
   * @param schema what the record can be bound from, or null when anything can
   * @param pattern what the event must match as well, or null
   * @param maxAttempts how often a failing event is tried
   */
  public record Consumed(
      String handler,
      String source,
      String detailType,
      int version,
      List<String> reads,
      @Nullable ObjectNode schema,
      @Nullable String pattern,
      int maxAttempts) {
    public Consumed {
      reads = List.copyOf(reads);
    }

    boolean takes(EventName name) {
      boolean sourceFits =
          source.endsWith("*")
              ? name.source().startsWith(source.substring(0, source.length() - 1))
              : name.source().equals(source);
      return sourceFits && detailType.equals(name.detailType());
    }
  }

  /** A rule that brings the service its events. */
  public record Rule(String name, String pattern) {}

  /** For texts: {@code order-processing 2.3.1}. */
  public String title() {
    return version.isEmpty() ? service : service + " " + version;
  }

  public static Builder builder(String service) {
    return new Builder(service);
  }

  /** As it stands in the file: indented, always in the same order. */
  public String text() {
    return ManifestFile.text(this);
  }

  /**
   * Reads a file's text.
   *
   * @throws IllegalArgumentException if it is no manifest
   */
  public static ServiceManifest parse(String json) {
    return ManifestFile.parse(json);
  }

  /**
   * All manifests on the class path: those of this build, and those in other services' jars.
   *
   * @throws IllegalArgumentException if one of them is no manifest; the text says which
   * @throws UncheckedIOException if one of them cannot be read
   */
  public static List<ServiceManifest> fromClassPath(ClassLoader loader) {
    try {
      return Collections.list(loader.getResources(RESOURCE)).stream()
          .map(ServiceManifest::read)
          .toList();
    } catch (IOException failed) {
      throw unreadable(RESOURCE, failed);
    }
  }

  private static ServiceManifest read(URL resource) {
    try (InputStream file = resource.openStream()) {
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw unreadable(resource.toString(), failed);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(resource + ": " + wrong.getMessage(), wrong);
    }
  }

  private static UncheckedIOException unreadable(String what, IOException failed) {
    return new UncheckedIOException(
        "The manifest '%s' on the class path cannot be read. Fetch the jar again, or leave it out."
            .formatted(what),
        failed);
  }

  /** Collects what a service does. Not thread-safe. */
  public static final class Builder {
    private final String service;
    private final SchemaGenerator generator = SchemaGenerator.create();
    private final List<Published> publishes = new ArrayList<>();
    private final List<Consumed> consumes = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private String version = "";

    private Builder(String service) {
      this.service = service;
    }

    /** Default: empty. */
    public Builder version(String version) {
      this.version = version;
      return this;
    }

    /** Records with {@code @EventType}. Default: none. */
    public Builder publishes(Class<?>... events) {
      for (Class<?> event : events) {
        EventSchema schema = generator.schema(event);
        publishes.add(new Published(schema.name(), schema.version(), schema.fingerprint()));
      }
      return this;
    }

    /** All handlers of a dispatcher, with what their records read. Default: none. */
    public Builder consumes(EventDispatcher dispatcher) {
      dispatcher.handlers().forEach(handler -> consumes.add(consumed(handler)));
      return this;
    }

    /** A rule that is deployed for the service. Default: none. */
    public Builder rule(String name, String pattern) {
      rules.add(new Rule(name, pattern));
      return this;
    }

    public ServiceManifest build() {
      return new ServiceManifest(service, version, publishes, consumes, rules);
    }

    private Consumed consumed(HandlerDescriptor handler) {
      HandlerDescriptor.EventMatch match = handler.match();
      EventName name = new EventName(match.source().replace("*", "any"), match.detailType());
      int version = Math.max(0, handler.schemaVersion());
      EventSchema schema =
          ReadPaths.isWhole(handler.detailType())
              ? null
              : generator.schema(handler.detailType(), name, version);
      return new Consumed(
          handler.id(),
          match.source(),
          match.detailType(),
          handler.schemaVersion() == EventMetadata.UNKNOWN_VERSION ? 0 : version,
          schema == null ? List.of("$") : ReadPaths.of(schema.shape()),
          schema == null ? null : schema.document(),
          match.pattern() == null ? null : match.pattern().toString(),
          handler.retry().maxAttempts());
    }
  }
}
