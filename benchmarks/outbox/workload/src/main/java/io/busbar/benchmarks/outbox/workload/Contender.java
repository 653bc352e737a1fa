// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.workload;

import javax.sql.DataSource;

/** An outbox that is at work on a database. */
public interface Contender extends AutoCloseable {

  /** One transaction: inserts the business row by {@link Business#insert} and stores the event. */
  void transact(OrderPlaced event) throws Exception;

  /** Stops relaying. */
  @Override
  void close();

  /** Starts one. */
  @FunctionalInterface
  interface Starter {
    /**
     * Creates the tables if need be, and begins to relay to the bus.
     *
     * @param pool for everything, the business included
     */
    Contender start(DataSource pool, Bus bus) throws Exception;
  }
}
