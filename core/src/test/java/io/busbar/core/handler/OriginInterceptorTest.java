// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.core.ConfigurationException;
import io.busbar.core.handler.Orders.OrderPlaced;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginInterceptorTest {
  private final List<String> handled = new ArrayList<>();

  class Careful {
    @EventHandler(id = "careful", accounts = "111111111111")
    void on(OrderPlaced order) {
      handled.add(order.orderId());
    }
  }

  class Trusting {
    @EventHandler(id = "trusting")
    void on(OrderPlaced order) {
      handled.add(order.orderId());
    }
  }

  @Test
  void takesWhatATrustedAccountSends() {
    EventDispatcher dispatcher = builder(new Careful()).build();

    assertThat(outcome(dispatcher, "111111111111")).isEqualTo(Outcome.ACK);
    assertThat(handled).containsExactly("ord-1");
  }

  @Test
  void deadLettersWhatAnotherAccountSendsUnderTheSameSource() {
    EventDispatcher dispatcher = builder(new Careful()).build();

    assertThat(outcome(dispatcher, "666666666666")).isEqualTo(forged("666666666666", "careful"));
    assertThat(handled).isEmpty();
  }

  @Test
  void trustsASourceForAllHandlers() {
    EventDispatcher dispatcher =
        builder(new Trusting())
            .trust("grocer.*", "111111111111", "222222222222")
            .trust("grocer.payment", "999999999999")
            .build();

    assertThat(outcome(dispatcher, "222222222222")).isEqualTo(Outcome.ACK);
    assertThat(outcome(dispatcher, "999999999999")).isEqualTo(forged("999999999999", "trusting"));
    assertThat(outcome(dispatcher, "")).isEqualTo(forged("", "trusting"));
    assertThat(handled).hasSize(1);
  }

  @Test
  void needsTheTrustOfHandlerAndService() {
    EventDispatcher dispatcher =
        builder(new Careful()).trust("grocer.customer-web", "222222222222").build();

    assertThat(outcome(dispatcher, "111111111111")).isEqualTo(forged("111111111111", "careful"));
    assertThat(outcome(dispatcher, "222222222222")).isEqualTo(forged("222222222222", "careful"));
    assertThat(dispatcher.describe())
        .contains("  AUTHORIZE trusts 111111111111, 222222222222 for grocer.customer-web\n");
  }

  @Test
  void costsNothingWhereNothingIsChecked() {
    EventDispatcher dispatcher =
        builder(new Trusting()).trust("grocer.payment", "999999999999").build();

    assertThat(dispatcher.describe()).doesNotContain("AUTHORIZE");
    assertThat(outcome(dispatcher, "666666666666")).isEqualTo(Outcome.ACK);
  }

  @Test
  void refusesWhatIsNoAccount() {
    EventDispatcherBuilder builder =
        builder(new Trusting()).trust("grocer.payment", "payment").trust("grocer.customer-web");

    assertThat(catchThrowableOfType(ConfigurationException.class, builder::build).findings())
        .containsExactly(
            "trust(\"grocer.payment\", …) names the account 'payment', but an account id has exactly 12 digits.\n"
                + "Write it as text, with its leading zeros.",
            "trust(\"grocer.customer-web\", …) names no account, so that every event of it would be taken for forged.\n"
                + "Name the accounts that send it.");
  }

  private static Outcome forged(String account, String handler) {
    return new Outcome.DeadLetter(
        "Forged: account '%s' has sent an event of grocer.customer-web, but handler %s does not trust it for that source. If the account may, add it to @EventHandler(accounts) or trust(…), then redrive."
            .formatted(account, handler),
        null);
  }

  private static EventDispatcherBuilder builder(Object handlers) {
    return EventDispatcher.builder(Orders.config()).handlers(handlers);
  }

  private static Outcome outcome(EventDispatcher dispatcher, String account) {
    String body =
        Orders.placed()
            .body()
            .replaceFirst("\"account\":\"\\d*\"", "\"account\":\"" + account + "\"");
    return dispatcher.dispatch(Delivery.of(body, "m-1")).results().get(0).outcome();
  }
}
