// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into the bytes on the wire and back (docs/wire-format.md). Core brings {@link
 * JacksonEventCodec}; a service on another JSON library plugs in its own.
 *
 * <p>Implementations are thread-safe.
 */
public interface EventCodec {

  /**
   * Writes the detail once and for all: the reserved members first, then the event's own.
   *
   * @param metadata null leaves {@code _metadata} out
   * @param traceContext null leaves {@code traceContext} out
   * @throws InvalidEventException if the detail is not a JSON object, or has a member of a reserved
   *     name already
   */
  EncodedDetail encode(
      Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext traceContext);

  /**
   * Reads what EventBridge has delivered, up to where the detail's own members begin.
   *
   * @throws MalformedEventException if it is not an EventBridge envelope
   */
  IncomingEvent read(String envelope);

  /**
   * Prepares reading details into {@code type}; once for each handler, at start-up.
   *
   * @throws IllegalArgumentException if no detail can ever be read into it
   */
  DetailReader reader(Type type);

  /** A prepared target type; only the codec that made it can use it. */
  interface DetailReader {
    Type type();
  }
}
