// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.List;

/**
 * Judges a detail by the schema of its event, before the event is published or stored. The module
 * {@code schema} has the one on JSON Schema; {@link io.busbar.core.publish.EventValidation} says
 * what becomes of events that break theirs.
 *
 * <p>Implementations are thread-safe, leave the detail alone and do not throw, whatever the detail
 * is: they run on the publishing thread.
 */
public interface EventValidator {

  /**
   * Everything that is wrong with a detail.
   *
   * @param schemaVersion what the event says, or {@link EventMetadata#UNKNOWN_VERSION} for the
   *     newest
   * @param detail the finished JSON, reserved members included
   * @return the violations in the order of the detail; empty when there is none, or when the event
   *     has no schema here
   */
  List<Violation> validate(EventName name, int schemaVersion, EncodedDetail detail);
}
