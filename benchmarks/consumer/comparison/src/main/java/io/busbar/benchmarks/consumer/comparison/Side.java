// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import io.busbar.benchmarks.consumer.common.ConsumingProcess;
import io.busbar.benchmarks.harness.Contender;
import io.busbar.benchmarks.harness.Figures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One way of consuming, in its process, with its queue. */
final class Side implements Contender, AutoCloseable {
  private final Queues queues;
  private final String queueUrl;
  private final int messages;
  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final List<double[]> figures = new ArrayList<>();
  private boolean running;

  Side(Queues queues, String queueUrl, int messages, ProcessBuilder process) throws IOException {
    this.queues = queues;
    this.queueUrl = queueUrl;
    this.messages = messages;
    this.process = process.start();
    this.output = this.process.inputReader(StandardCharsets.US_ASCII);
    this.input = this.process.outputWriter(StandardCharsets.US_ASCII);
  }

  /** Messages a second. */
  @Override
  public double measure() throws IOException {
    double[] measured = consume(messages);
    figures.add(measured);
    return measured[0];
  }

  /** So many that the compilers have little left to do. */
  void warmUp(int enough) throws IOException {
    consume(enough);
  }

  private double[] consume(int count) throws IOException {
    if (running && !readLine().equals(ConsumingProcess.CLOSED)) {
      throw new IOException("The process of " + queueUrl + " has not closed.");
    }
    running = true;
    queues.fill(queueUrl, count);
    input.write(count + "\n");
    input.flush();
    return Stream.of(readLine().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private String readLine() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("The process of " + queueUrl + " has ended.");
    }
    return line;
  }

  Figures cpuMicros() {
    return column(1);
  }

  Figures apiCalls() {
    return column(2);
  }

  private Figures column(int column) {
    return new Figures(figures.stream().map(measured -> measured[column]).toList());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
