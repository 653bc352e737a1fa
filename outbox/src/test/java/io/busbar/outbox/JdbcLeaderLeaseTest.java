// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.LeaderLease;
import io.busbar.testkit.contract.LeaderLeaseContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class JdbcLeaderLeaseTest implements LeaderLeaseContract {
  private final TestDatabase database;
  private final LeaderLease lease;
  private final LeaderLease other;

  JdbcLeaderLeaseTest(DatabaseKind kind) {
    database = kind.create();
    lease = instance("one");
    other = instance("two");
  }

  private JdbcLeaderLease instance(String holder) {
    return new JdbcLeaderLease(new Database(database.dataSource(), database.dialect()), holder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public LeaderLease lease() {
    return lease;
  }

  @Override
  public LeaderLease otherInstance() {
    return other;
  }

  @Override
  public void advance(Duration duration) {
    database.advance(duration);
  }

  @Test
  void letsAPersonSeeWhoLeads() {
    lease.acquire("purge", LEASE);

    assertThat(database.column("SELECT holder FROM leader_lease")).containsExactly("one");
    assertThat(JdbcLeaderLease.of(database.dataSource()).check()).isEmpty();
  }
}
