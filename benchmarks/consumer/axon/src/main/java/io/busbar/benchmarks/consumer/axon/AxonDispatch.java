// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.axon;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.benchmarks.consumer.common.Arrivals;
import io.busbar.benchmarks.consumer.common.Envelope;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Jackson reads the message, and Axon's adapter finds the handler. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AxonDispatch {
  private final ObjectMapper json = new ObjectMapper();
  private final Arrivals arrivals = new Arrivals();
  private final Orders orders = new Orders();
  private final AnnotationEventHandlerAdapter adapter = new AnnotationEventHandlerAdapter(orders);

  @Benchmark
  public Object axonAdapter() throws Exception {
    Envelope envelope = json.readValue(arrivals.next(), Envelope.class);
    adapter.handle(GenericEventMessage.asEventMessage(envelope.detail()));
    return orders.last;
  }

  /** The service's handler. */
  static class Orders {
    private Envelope.OrderPlaced last;

    @EventHandler
    void on(Envelope.OrderPlaced order) {
      last = order;
    }
  }
}
