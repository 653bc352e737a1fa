// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.outbox.EntryFilter;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/busbaroutbox}: its status; {@code /entries} and {@code /dead}: what is in it;
 * POST and DELETE on {@code /dead/ID} publish a dead event again, or discard it. Never a detail.
 */
@Endpoint(id = "busbaroutbox")
public final class OutboxEndpoint {
  private final SpringOutbox outbox;

  OutboxEndpoint(SpringOutbox outbox) {
    this.outbox = outbox;
  }

  @ReadOperation
  public OutboxStatus status() {
    return require().status();
  }

  /**
   * @param what {@code entries} or {@code dead}
   * @param afterId for the next page: the id of the last one seen
   */
  @ReadOperation
  public List<?> list(@Selector String what, @Nullable String detailType, @Nullable Long afterId) {
    EntryFilter filter = EntryFilter.all().afterId(afterId == null ? 0 : afterId);
    EntryFilter asked = detailType == null ? filter : filter.detailType(detailType);
    return switch (what) {
      case "entries" -> require().operations().entries(asked);
      case "dead" -> require().operations().deadLetters(asked);
      default ->
          throw new IllegalArgumentException(
              "An outbox has no '" + what + "'. Ask for entries or dead.");
    };
  }

  /**
   * Publishes a dead event again. Returns how many there were.
   *
   * @param what {@code dead}
   */
  @WriteOperation
  public int requeue(@Selector String what, @Selector long id) {
    checkDead(what);
    return require().operations().requeue(List.of(id));
  }

  /**
   * Forgets a dead event. Returns how many there were.
   *
   * @param what {@code dead}
   */
  @DeleteOperation
  public int discard(@Selector String what, @Selector long id) {
    checkDead(what);
    return require().operations().discardDead(List.of(id));
  }

  private static void checkDead(String what) {
    if (!what.equals("dead")) {
      throw new IllegalArgumentException(
          "Only dead events can be published again or discarded, but this names '%s'. Use dead/ID."
              .formatted(what));
    }
  }

  private Outbox require() {
    return outbox
        .outbox()
        .orElseThrow(() -> new IllegalStateException("The application has not started."));
  }
}
