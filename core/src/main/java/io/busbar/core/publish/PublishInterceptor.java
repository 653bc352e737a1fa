// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

/**
 * Takes part in the making of every entry: adds a trace context, changes metadata, refuses an
 * event. An outcome is heard of by {@link EventDraft#onResult}, so that a span can cover the whole
 * publish without a thread waiting for it.
 *
 * <p>Implementations are thread-safe and fast: they run on the publishing thread.
 */
public interface PublishInterceptor {

  PublishSlot slot();

  /**
   * Sees an event on its way, and may change it as far as its slot allows.
   *
   * @throws io.busbar.core.InvalidEventException to refuse the event
   */
  void intercept(EventDraft draft);

  /**
   * Takes part in requests as well: what publisher and outbox send through, around {@code
   * transport}. It keeps the transport's promises. Default: the transport itself.
   */
  default EventTransport around(EventTransport transport) {
    return transport;
  }
}
