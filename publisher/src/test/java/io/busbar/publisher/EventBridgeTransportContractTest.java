// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.EventTransport;
import io.busbar.testkit.Message;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Region;
import io.busbar.testkit.aws.LocalAws;
import io.busbar.testkit.contract.EventTransportContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The port's promises, kept on real SDK clients of both kinds. */
class EventBridgeTransportContractTest {

  @Nested
  class OnTheAsyncClient extends OnAClient {
    OnTheAsyncClient() {
      super(Clients.ASYNC);
    }
  }

  @Nested
  class OnTheSyncClient extends OnAClient {
    OnTheSyncClient() {
      super(Clients.SYNC);
    }
  }

  /** One endpoint and one client for all tests of a kind; a new organization for each. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnAClient implements EventTransportContract {
    private final LocalAws aws = LocalAws.start();
    private final Clients clients;
    private Clients.Open open;
    private Queue queue;

    OnAClient(Clients clients) {
      this.clients = clients;
    }

    @BeforeAll
    void open() {
      open = clients.open(aws.endpoint());
    }

    @AfterAll
    void close() {
      open.close();
      aws.close();
    }

    @BeforeEach
    void createBus() {
      aws.organization().reset();
      Region region = aws.organization().account("111111111111").region("eu-west-1");
      queue = region.queue("contract");
      region.bus(bus()).rule("all").pattern("{\"source\":[\"" + SOURCE + "\"]}").to(queue);
    }

    @Override
    public EventTransport transport() {
      return open.transport();
    }

    @Override
    public String bus() {
      return "contract-bus";
    }

    @Override
    public List<String> takeDelivered(int expected) {
      List<String> bodies = new ArrayList<>();
      for (List<Message> some = queue.receive(10); !some.isEmpty(); some = queue.receive(10)) {
        some.forEach(message -> bodies.add(message.body()));
      }
      return bodies;
    }
  }
}
