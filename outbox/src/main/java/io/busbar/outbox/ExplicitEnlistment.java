// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.PreparedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * On a connection that nobody watches. Every event is inserted at once, since nobody would do it
 * before the commit.
 */
final class ExplicitEnlistment implements Enlistment {
  private final Outbox outbox;
  private final Intake intake;
  private final Connection connection;
  private final List<Insertion> insertions = new ArrayList<>();

  ExplicitEnlistment(Outbox outbox, Intake intake, Connection connection) {
    this.outbox = outbox;
    this.intake = intake;
    this.connection = connection;
  }

  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    OutgoingEvent outgoing = OutgoingEvent.of(event);
    OutboxDataSource.refuseAutoCommit(connection, outgoing.name());
    PreparedEvent prepared = outbox.prepare(outgoing);
    try {
      insertions.add(intake.insert(connection, List.of(prepared)));
      return CompletableFuture.completedFuture(new PublishResult.Stored(prepared.entry().id()));
    } catch (SQLException failed) {
      throw OutboxDataSource.notStored(outgoing.name(), failed);
    }
  }

  @Override
  public void committed() {
    end(insertion -> intake.committed(insertion, false));
  }

  @Override
  public void rolledBack() {
    end(intake::rolledBack);
  }

  private void end(Consumer<Insertion> ending) {
    List<Insertion> ended = List.copyOf(insertions);
    insertions.clear();
    ended.forEach(ending);
  }
}
