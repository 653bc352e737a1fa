// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.benchmarks.consumer.common.Arrivals;
import io.busbar.benchmarks.consumer.common.Envelope;
import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.DispatchResult;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the message's text to the handler's call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Dispatch {
  private final ObjectMapper json = new ObjectMapper();
  private final Arrivals arrivals = new Arrivals();
  private final Orders orders = new Orders();
  private final EventDispatcher dispatcher =
      EventDispatcher.builder(BusbarConfig.of("fulfilment")).handlers(orders).build();
  private DispatchResult result;

  /** The floor: the whole text into records, times as text, and nobody is called. */
  @Benchmark
  public Object jacksonReadValue() throws JsonProcessingException {
    return json.readValue(arrivals.next(), Envelope.class);
  }

  /** A tree first, then the record of it. */
  @Benchmark
  public Object tree() throws JsonProcessingException {
    JsonNode envelope = json.readTree(arrivals.next());
    return json.treeToValue(envelope.get("detail"), Envelope.OrderPlaced.class);
  }

  @Benchmark
  public Object busbar() {
    dispatcher.dispatch(Delivery.of(arrivals.next(), "delivery-1"), done -> result = done);
    return result;
  }

  /** The service's handler. */
  static final class Orders {
    OrderPlaced last;

    @EventHandler
    void on(OrderPlaced order) {
      last = order;
    }
  }
}
