// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventId;
import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.PublishPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A publisher that keeps what the pipeline made, or refuses everything. */
final class PublishedEvents implements EventPublisher {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final PublishPipeline pipeline;
  private final @Nullable Remedy refusal;

  private PublishedEvents(BusbarConfig config, @Nullable Remedy refusal) {
    this.pipeline = PublishPipeline.of(config);
    this.refusal = refusal;
  }

  static PublishedEvents on(BusbarConfig config) {
    return new PublishedEvents(config, null);
  }

  static PublishedEvents refusing(BusbarConfig config, Remedy remedy) {
    return new PublishedEvents(config, remedy);
  }

  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    Entry entry = pipeline.prepare(event, "central-bus").entry();
    if (refusal != null) {
      return CompletableFuture.completedFuture(
          new PublishResult.Rejected(entry.id(), "Code", "Refused for the test.", refusal));
    }
    entries.add(entry);
    return CompletableFuture.completedFuture(new PublishResult.Accepted(entry.id(), "bus-id"));
  }

  List<Entry> entries() {
    return entries;
  }

  List<EventId> ids() {
    return entries.stream().map(Entry::id).toList();
  }

  /** The detail-types, in the order of publishing. */
  List<String> names() {
    return entries.stream().map(entry -> entry.name().detailType()).toList();
  }

  JsonNode detail(int index) {
    try {
      return JSON.readTree(entries.get(index).detail().utf8());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
