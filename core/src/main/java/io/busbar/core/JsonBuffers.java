// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Buffers to be used again: a fresh one for each event would be a third of all that publishing
 * allocates. Not in thread-locals, of which virtual threads would have many. Thread-safe.
 */
final class JsonBuffers {
  /** A power of two, so that a thread finds its place by the last bits of its number. */
  private static final int PLACES = 32;

  /** A buffer that one large event has made larger than this is not kept. */
  private static final int MOST_KEPT = 1 << 16;

  private final AtomicReferenceArray<@Nullable JsonBuffer> kept =
      new AtomicReferenceArray<>(PLACES);

  /** An empty buffer, which belongs to the caller. */
  JsonBuffer borrow() {
    JsonBuffer buffer = kept.getAndSet(place(), null);
    return buffer == null ? new JsonBuffer() : buffer;
  }

  /** Takes back a buffer of which the caller has no further use. */
  void giveBack(JsonBuffer buffer) {
    if (buffer.capacity() <= MOST_KEPT) {
      buffer.clear();
      kept.set(place(), buffer);
    }
  }

  private static int place() {
    return (int) Thread.currentThread().getId() & (PLACES - 1);
  }
}
