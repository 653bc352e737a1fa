// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The consumer against a raw loop and Spring Cloud AWS on ElasticMQ, each in a process of its own;
 * then from a message's text to the handler's call, against Jackson, Axon and Spring.
 */
public final class ConsumerComparison {
  private static final int MESSAGES = Rounds.isQuick() ? 4_000 : 20_000;
  private static final int WARM_UP = Rounds.isQuick() ? 24_000 : 200_000;
  private static final String CONCURRENCY = "100";
  private static final String RAW = "raw-loop";
  private static final String SPRING = "spring-default";
  private static final String TUNED = "spring-tuned";
  private static final String OURS = "ours";
  private static final String HERE = "io.busbar.benchmarks.consumer.comparison.";
  private static final String SPRING_PROCESS = "io.busbar.benchmarks.consumer.spring.SpringProcess";

  private final ClassPaths classPaths;
  private final Map<String, Side> sides = new LinkedHashMap<>();

  private ConsumerComparison(ClassPaths classPaths) {
    this.classPaths = classPaths;
  }

  /**
   * @param arguments the directory of the modules
   */
  public static void main(String[] arguments) throws Exception {
    ClassPaths classPaths = new ClassPaths(Path.of(arguments[0]));
    new ConsumerComparison(classPaths).consume();
    new DispatchComparison(classPaths).run();
  }

  private void consume() throws Exception {
    try (Queues queues = Queues.start(classPaths)) {
      start(queues, RAW, "comparison", HERE + "RawLoopProcess", CONCURRENCY);
      start(queues, SPRING, "spring", SPRING_PROCESS, "0");
      start(queues, TUNED, "spring", SPRING_PROCESS, CONCURRENCY);
      start(queues, OURS, "comparison", HERE + "BusbarProcess", CONCURRENCY);
      for (Side side : sides.values()) {
        side.warmUp(WARM_UP);
      }
      Rounds rounds = Rounds.withoutWarmUp();
      sides.forEach(rounds::contender);
      print(rounds.run());
    } finally {
      sides.values().forEach(Side::close);
    }
  }

  private void start(
      Queues queues, String side, String module, String mainClass, String concurrency)
      throws IOException {
    String queueUrl = queues.create(side);
    List<String> arguments = List.of(queues.endpoint(), queueUrl, concurrency);
    sides.put(
        side, new Side(queues, queueUrl, MESSAGES, classPaths.java(module, mainClass, arguments)));
  }

  private void print(Map<String, Figures> rates) {
    Figures ours = rates.get(OURS);
    ours.over(rates.get(RAW)).print("consumer.vs-raw-loop");
    ours.over(rates.get(SPRING)).print("consumer.vs-spring-default");
    sides
        .get(TUNED)
        .cpuMicros()
        .over(sides.get(OURS).cpuMicros())
        .print("consumer.vs-spring-tuned");
    sides.forEach(
        (name, side) -> {
          rates.get(name).print("consumer.messages-per-second." + name);
          side.cpuMicros().print("consumer.cpu-us-per-message." + name);
          side.apiCalls().print("consumer.api-calls-per-message." + name);
        });
  }
}
