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

/** One way of consuming, in its process, with its queue. */
final class Side implements Contender, AutoCloseable {
  private final Queues queues;
  private final String queueUrl;
  private final int messages;
  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final List<double[]> figures = new ArrayList<>();

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
    if (!figures.isEmpty() && !readLine().equals(ConsumingProcess.CLOSED)) {
      throw new IOException("The process of " + queueUrl + " has not closed.");
    }
    queues.fill(queueUrl, messages);
    input.write(messages + "\n");
    input.flush();
    String[] words = readLine().split(" ");
    double[] measured = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      measured[i] = Double.parseDouble(words[i]);
    }
    figures.add(measured);
    return measured[0];
  }

  private String readLine() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("The process of " + queueUrl + " has ended.");
    }
    return line;
  }

  Figures cpuMicros(int rounds) {
    return last(rounds, 1);
  }

  Figures apiCalls(int rounds) {
    return last(rounds, 2);
  }

  private Figures last(int rounds, int column) {
    return new Figures(
        figures.subList(figures.size() - rounds, figures.size()).stream()
            .map(measured -> measured[column])
            .toList());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
