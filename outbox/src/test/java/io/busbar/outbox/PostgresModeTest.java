// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** H2 as it is often used in place of PostgreSQL. */
class PostgresModeTest {

  @Test
  void relaysInH2sPostgresqlMode() throws SQLException {
    try (OutboxFixture fixture = new OutboxFixture(H2Database.open(H2Database.POSTGRESQL))) {
      fixture.publish("milk");
      fixture.publishKeyed("key", "bread", "cheese");
      fixture.crashAndRestart();
      fixture.advance(OutboxFixture.LEASE.plusMillis(1));
      fixture.drain();

      assertThat(fixture.bus.acceptedItems()).containsExactlyInAnyOrder("milk", "bread", "cheese");
      assertThat(fixture.database.count("outbox")).isZero();
    }
  }
}
