// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Instruments;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EntryResult.Accepted;
import io.busbar.core.publish.EntryResult.Refused;
import io.busbar.core.publish.EntryResult.Unknown;
import io.busbar.core.publish.Fault;
import io.busbar.core.publish.TransportException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an answer means for each row. Only a fault of the event itself counts as an attempt;
 * everything else is a matter of the bus, its permissions or the network, and waits until it is
 * over. Used by the relay alone.
 */
final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** The column is no wider. */
  private static final int MOST_COUNTED = 30_000;

  private final Backlog backlog;
  private final Settlement settlement;
  private final BusbarConfig config;
  private final int maxAttempts;
  private final PoisonPolicy poison;

  Answers(Backlog backlog, Settlement settlement, BusbarConfig config, Settings settings) {
    this.backlog = backlog;
    this.settlement = settlement;
    this.config = config;
    this.maxAttempts = settings.maxAttempts();
    this.poison = settings.poison();
  }

  void take(Answer answer) {
    answer.bus().landed();
    Throwable failure = answer.failure();
    List<EntryResult> results = answer.results();
    if (failure != null) {
      requestFailed(answer, failure);
    } else if (results == null || results.size() != answer.rows().size()) {
      requestFailed(answer, new IllegalStateException(wrongCount(answer, results)));
    } else {
      answered(answer, results);
    }
  }

  private void answered(Answer answer, List<EntryResult> results) {
    int bytes = 0;
    int chunks = 0;
    for (StoredEntry row : answer.rows()) {
      int size = row.entry().size();
      bytes += size;
      chunks += Entry.billedChunks(size);
    }
    answer.bus().window().answered(results);
    config.instruments().requestSent(results.size(), bytes, chunks, answer.nanos());
    boolean busWorks = false;
    for (int i = 0; i < results.size(); i++) {
      busWorks |= judge(answer.rows().get(i), results.get(i));
    }
    if (busWorks) {
      answer.bus().circuit().succeeded();
    } else {
      open(answer.bus(), results.get(0));
    }
  }

  /** True when the bus has looked at the event, whatever it thought of it. */
  private boolean judge(StoredEntry row, EntryResult result) {
    if (result instanceof Accepted) {
      published(row);
      return true;
    }
    if (result instanceof Refused refused && refused.fault() == Fault.EVENT) {
      rejected(row, refused.code(), refused.message());
      return true;
    }
    boolean unknown = result instanceof Unknown;
    tryLater(row, unknown ? "Unknown" : ((Refused) result).code(), unknown);
    return false;
  }

  private void published(StoredEntry row) {
    Entry entry = row.entry();
    config.instruments().published(entry.name(), entry.bus(), Instruments.NO_ERROR);
    config.instruments().outboxRelayed(entry.bus(), config.time().nanoTime() - row.openedAt);
    backlog.settled(row);
    settlement.published(row.id());
  }

  private void tryLater(StoredEntry row, String code, boolean mayBeThere) {
    String bus = row.entry().bus();
    config.instruments().entryRetried(bus, code);
    if (mayBeThere) {
      config.instruments().possibleDuplicate(bus);
    }
    row.failures++;
    backlog.backsOff(row, later(row.failures));
  }

  private long later(int failures) {
    return config.time().nanoTime() + Backoff.SEND.nanos(failures, config.random());
  }

  private void rejected(StoredEntry row, String code, String message) {
    row.attempts = Math.min(row.attempts + 1, MOST_COUNTED);
    boolean blocks = blocks(row);
    boolean last = row.attempts >= maxAttempts && !blocks;
    settlement.rejected(new Rejection(row.id(), row.attempts, last, code, message));
    Entry entry = row.entry();
    if (!last) {
      config.instruments().entryRetried(entry.bus(), code);
      backlog.backsOff(row, later(row.attempts));
      if (blocks) {
        blocked(row, code, message);
      }
      return;
    }
    config.instruments().published(entry.name(), entry.bus(), code);
    backlog.settled(row);
    log.error(
        "Event {} ({}) was refused {} times and goes to outbox_dead: {}: {}",
        entry.id(),
        entry.name(),
        row.attempts,
        code,
        message);
  }

  private boolean blocks(StoredEntry row) {
    return poison == PoisonPolicy.BLOCK_LANE && row.key() != null && row.attempts >= maxAttempts;
  }

  private void blocked(StoredEntry row, String code, String message) {
    backlog.blocks(row);
    if (row.attempts == maxAttempts) {
      log.error(
          "Event {} ({}) was refused {} times and blocks the later events of its ordering key: {}:"
              + " {}. It is tried again and again; mend the cause, or decide by"
              + " outbox.operations(): bury({}) or discard({})",
          row.entry().id(),
          row.entry().name(),
          row.attempts,
          code,
          message,
          row.id(),
          row.id());
    }
  }

  private void open(BusQueue bus, EntryResult first) {
    long now = config.time().nanoTime();
    if (first instanceof Refused refused) {
      bus.circuit().failed(refused.code(), refused.message(), now);
    } else if (first instanceof Unknown unknown) {
      bus.circuit().failed("Unknown", unknown.reason(), now);
    }
  }

  /**
   * None of the rows is on the bus. When the request itself was found faulty, one row may be to
   * blame, and each travels alone from now on until that one is found.
   */
  private void requestFailed(Answer answer, Throwable thrown) {
    Throwable failure = unwrap(thrown);
    boolean known = failure instanceof TransportException;
    String code =
        known ? ((TransportException) failure).code() : failure.getClass().getSimpleName();
    String message = String.valueOf(failure.getMessage());
    boolean faulty = known && ((TransportException) failure).fault() == Fault.EVENT;
    if (faulty && answer.rows().size() == 1) {
      rejected(answer.rows().get(0), code, message);
      return;
    }
    if (!faulty) {
      answer.bus().window().failed(code);
      answer.bus().circuit().failed(code, message, config.time().nanoTime());
    }
    for (StoredEntry row : answer.rows()) {
      row.alone |= faulty;
      config.instruments().entryRetried(answer.bus().bus(), code);
      backlog.returned(row);
    }
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
    return cause == null ? thrown : cause;
  }

  private static String wrongCount(Answer answer, @Nullable List<EntryResult> results) {
    return String.format(
        "The transport answered with %s results for %d entries.",
        results == null ? "no" : results.size(), answer.rows().size());
  }
}
