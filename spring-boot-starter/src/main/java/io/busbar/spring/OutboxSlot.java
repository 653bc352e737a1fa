// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.runtime.PublisherFactory;

/** Where the outbox comes in; the application runs without the module as well. */
interface OutboxSlot {
  PublisherFactory outbox(String bus);
}
