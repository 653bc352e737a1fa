// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.spring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.benchmarks.consumer.common.Arrivals;
import io.busbar.benchmarks.consumer.common.Envelope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

/** Jackson reads the message, and Spring's event publisher finds the listener. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpringDispatch {
  private final ObjectMapper json = new ObjectMapper();
  private final Arrivals arrivals = new Arrivals();
  private AnnotationConfigApplicationContext context;
  private Orders orders;

  @Setup
  public void start() {
    context = new AnnotationConfigApplicationContext(Orders.class);
    orders = context.getBean(Orders.class);
  }

  @TearDown
  public void stop() {
    context.close();
  }

  @Benchmark
  public Object springEventPublisher() throws JsonProcessingException {
    context.publishEvent(json.readValue(arrivals.next(), Envelope.class).detail());
    return orders.last;
  }

  /** The service's handler. */
  static class Orders {
    private Envelope.OrderPlaced last;

    @EventListener
    void on(Envelope.OrderPlaced order) {
      last = order;
    }
  }
}
