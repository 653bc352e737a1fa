// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.time.Instant;

/** For how long a delivery belongs to this process. Thread-safe; answers at once. */
public interface DeliveryLease {
  /** Of a transport that leases nothing: never lost, never ending. */
  DeliveryLease UNLIMITED =
      new DeliveryLease() {
        @Override
        public boolean isLost() {
          return false;
        }

        @Override
        public Instant deadline() {
          return Instant.MAX;
        }
      };

  /** Whether another process may have the event by now. */
  boolean isLost();

  /** When the lease ends for good; it is not extended beyond. */
  Instant deadline();
}
