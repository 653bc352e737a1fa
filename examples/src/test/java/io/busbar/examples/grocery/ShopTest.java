// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopTest {
  private final InMemoryOrganization aws = InMemoryOrganization.create();
  private final Bus bus = aws.account(Account.EVENT_BUS.id()).bus(Account.CENTRAL_BUS);
  private final InMemoryEventPublisher publisher =
      aws.account(Account.CUSTOMER_WEB.id()).publisher("customer-web", bus);
  private final Database database = new Database("", "shop-test", Shop.TABLES);

  @AfterEach
  void close() throws SQLException {
    database.drop();
  }

  @Test
  void sendsNothingForACustomerWithoutTheScope() throws SQLException {
    assertThat(shop((userId, scope) -> false).requestUpgrade("upg-1", "user-1")).isFalse();

    assertThat(aws.journal().entries()).isEmpty();
    assertThat(database.count("SELECT COUNT(*) FROM wishes")).isZero();
  }

  @Test
  void sendsNothingWhileIdentityIsDown() {
    Shop shop =
        shop(
            (userId, scope) -> {
              throw new IllegalStateException(
                  "Identity cannot be reached, so nobody may do anything.");
            });

    assertThatThrownBy(() -> shop.requestUpgrade("upg-1", "user-1"))
        .hasMessage("Identity cannot be reached, so nobody may do anything.");

    assertThat(aws.journal().entries()).isEmpty();
    assertThat(database.count("SELECT COUNT(*) FROM wishes")).isZero();
  }

  @Test
  void sendsOneEventForEachUpgradeHoweverOftenItIsAskedFor() throws SQLException {
    Shop shop = shop((userId, scope) -> scope.equals("subscription:upgrade"));

    assertThat(shop.requestUpgrade("upg-1", "user-1")).isTrue();
    assertThat(shop.requestUpgrade("upg-1", "user-1")).isTrue();

    assertThat(aws.journal().counts()).hasSize(1);
    assertThat(database.count("SELECT COUNT(*) FROM wishes")).isEqualTo(1);
  }

  private Shop shop(Identity identity) {
    return new Shop(database.dataSource(), publisher, identity);
  }
}
