// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.publish.EventTransport;
import io.busbar.testkit.contract.EventTransportContract;
import java.util.ArrayList;
import java.util.List;

class InMemoryTransportTest implements EventTransportContract {
  private final InMemoryOrganization aws = InMemoryOrganization.create();
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue queue = aws.account("777777777777").queue("orders");

  InMemoryTransportTest() {
    bus.rule("all").pattern("{\"source\":[\"" + SOURCE + "\"]}").to(queue);
  }

  @Override
  public EventTransport transport() {
    return aws.account("111111111111").region().transport();
  }

  @Override
  public String bus() {
    return bus.arn();
  }

  @Override
  public List<String> takeDelivered(int expected) {
    List<String> bodies = new ArrayList<>();
    List<Message> received = queue.receive(10);
    while (!received.isEmpty()) {
      received.forEach(message -> bodies.add(message.body()));
      received = queue.receive(10);
    }
    return bodies;
  }
}
