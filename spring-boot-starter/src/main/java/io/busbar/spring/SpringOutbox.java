// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.publish.EventTransport;
import io.busbar.core.runtime.PublisherFactory;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxBuilder;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The application's outbox, from the start of its lifecycle on. Thread-safe. */
public final class SpringOutbox implements OutboxSlot {
  private final DataSource dataSource;
  private final ObjectProvider<EventTransport> transport;
  private final OutboxProperties options;
  private volatile @Nullable Outbox outbox;

  SpringOutbox(
      DataSource dataSource, ObjectProvider<EventTransport> transport, OutboxProperties options) {
    this.dataSource = dataSource;
    this.transport = transport;
    this.options = options;
  }

  /** Status and operations; empty before the application has started. */
  public Optional<Outbox> outbox() {
    return Optional.ofNullable(outbox);
  }

  @Override
  public PublisherFactory outbox(String bus) {
    return pipeline -> {
      OutboxBuilder builder =
          Outbox.builder(
              dataSource, Clients.get("EventBridge", "EventBridgeAsyncClient", transport), bus);
      options.applyTo(builder);
      Outbox created = OptionNames.translated("busbar.outbox", () -> builder.create(pipeline));
      outbox = created;
      return created;
    };
  }
}
