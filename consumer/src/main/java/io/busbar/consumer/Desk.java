// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.BusbarConfig;
import java.util.function.BooleanSupplier;

/** What the parts of one container share. */
record Desk(
    ContainerSettings settings,
    BusbarConfig config,
    SourceQueue queue,
    Loop loop,
    Alarm alarm,
    InHand inHand,
    BooleanSupplier ready,
    Stats stats) {

  long nanoTime() {
    return config.time().nanoTime();
  }
}
