// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A contender in a JVM of its own, which answers a line of words with a line of figures. */
final class ContenderProcess implements AutoCloseable {
  private static final String ANSWER = "figures: ";
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private ContenderProcess(Process process) {
    this.process = process;
    this.commands = process.outputWriter();
    this.answers = process.inputReader();
  }

  /**
   * Starts one.
   *
   * @param module its folder, with a compiled main class and the class path in a file
   */
  static ContenderProcess start(Path module, String heap, String... arguments) throws IOException {
    Path target = module.resolve("target");
    String classPath =
        target.resolve("classes")
            + ":"
            + Files.readString(target.resolve("class-path.txt")).strip();
    String name = String.valueOf(module.getFileName()).replace("-", "");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:+UseParallelGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath,
                "io.busbar.benchmarks.outbox." + name + ".Main"));
    command.addAll(Arrays.asList(arguments));
    return new ContenderProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits for figures; what else the process prints is shown. */
  String answer() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
      System.err.println(line);
    }
    throw new IOException("A contender has ended before it answered; see its output above.");
  }

  double[] ask(String words) throws IOException {
    commands.write(words);
    commands.newLine();
    commands.flush();
    return figures(answer());
  }

  static double[] figures(String answer) {
    return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroyForcibly();
  }
}
