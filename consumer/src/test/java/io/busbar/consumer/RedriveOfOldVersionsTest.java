// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.consumer.DeadLetters.Mode;
import io.busbar.core.EventType;
import io.busbar.core.evolution.UpcasterChain;
import io.busbar.core.evolution.Upcasters;
import io.busbar.core.handler.EventHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event that was too old for its handler reaches it after a deployment, by a redrive. */
@Timeout(120)
class RedriveOfOldVersionsTest extends DeadLetterQueue {

  @EventType(source = "grocer.customer-web", name = "Order Weighed", version = 3)
  record OrderWeighed(String orderId, int grams, String scale) {}

  static final class Warehouse {
    private final List<OrderWeighed> weighed = new CopyOnWriteArrayList<>();

    @EventHandler(id = "weigh")
    void weigh(OrderWeighed order) {
      weighed.add(order);
    }
  }

  private static final String VERSION_1 =
      """
      {"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"Order Weighed",\
      "source":"grocer.customer-web","account":"111111111111","time":"2026-11-23T06:00:00Z",\
      "region":"us-east-1","resources":[],"detail":{"_metadata":{\
      "id":"01999f3e-0000-7000-8000-000000000001","schemaVersion":1},"orderId":"o-1","kilos":2}}""";

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void upcastsAnewWhatIsRedriven(SqsServer.Kind kind) {
    start(kind);
    Warehouse warehouse = new Warehouse();
    UnaryOperator<ObjectNode> broken = detail -> detail.put("grams", detail.get("kilo").asInt());
    SqsEventContainer before =
        startContainer(all -> all.handlers(warehouse).upcasters(Upcasters.of(chain(broken))));
    queue.send(VERSION_1);
    await().atMost(LONG).until(() -> dead.visible() == 1 && queue.isEmpty());
    DeadLetter letter = letters.list(each -> true, 1).get(0);
    assertThat(letter.handler()).isEqualTo("weigh");
    assertThat(letter.attempts()).isEqualTo(1);
    assertThat(letter.error()).isEqualTo("io.busbar.core.evolution.UpcastException");
    assertThat(letter.body()).isEqualTo(VERSION_1);
    before.close();

    startContainer(
        all ->
            all.handlers(warehouse)
                .upcasters(Upcasters.of(chain(RedriveOfOldVersionsTest::inGrams))));
    letters.redrive(each -> each.handler().equals("weigh"), 100, Mode.FOR_GOOD);

    await().atMost(LONG).until(() -> !warehouse.weighed.isEmpty() && queue.isEmpty());
    assertThat(warehouse.weighed).containsExactly(new OrderWeighed("o-1", 2_000, "unknown"));
    assertThat(dead.isEmpty()).isTrue();
  }

  private static ObjectNode inGrams(ObjectNode detail) {
    return detail.put("grams", 1_000 * detail.remove("kilos").asInt());
  }

  private static UpcasterChain chain(UnaryOperator<ObjectNode> first) {
    return UpcasterChain.builder("grocer.customer-web", "Order Weighed")
        .step(1, first::apply)
        .step(2, detail -> detail.put("scale", "unknown"))
        .build();
  }
}
