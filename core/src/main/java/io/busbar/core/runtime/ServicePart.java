// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.HealthSource;
import java.util.List;

/** A part of a service that works in the background: a publisher, an outbox, a container. */
public interface ServicePart extends HealthSource, AutoCloseable {

  /**
   * Looks whether the part can work: whether its bus, queue or table is there. Called before
   * anything is started, so that all mistakes are reported in one text.
   *
   * @return full sentences that say what, why and how to fix; empty when all is well
   */
  default List<String> check() {
    return List.of();
  }

  /** Begins to work; calling it again does nothing. */
  void start();

  /** Ends in good order, within the part's grace; calling it again does nothing. */
  @Override
  void close();
}
