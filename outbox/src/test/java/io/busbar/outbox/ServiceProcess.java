// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link CrashingService} as its parent sees it. */
final class ServiceProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private final String name;
  private final Process process;
  private final Queue<String> output = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ready = new CountDownLatch(1);

  private ServiceProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  static ServiceProcess start(CrashingService.Options options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-Xmx96m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
    command.add("-Dorg.slf4j.simpleLogger.log." + Outbox.class.getName() + "=warn");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CrashingService.class.getName());
    command.addAll(options.arguments());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      ServiceProcess started = new ServiceProcess(options.name(), process);
      started.readOutput();
      return started;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void readOutput() {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(this::line);
              } catch (IOException | UncheckedIOException gone) {
                output.add("(its output ended)");
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  private void line(String line) {
    output.add(line);
    if (line.equals("ready")) {
      ready.countDown();
    }
  }

  String name() {
    return name;
  }

  /** Until it works. */
  void awaitReady() throws InterruptedException {
    if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " did not start: " + output);
    }
  }

  /** Lets it close as it should. */
  void askToStop() {
    write('\n');
  }

  /** Lets it only relay from now on. */
  void stopWorking() {
    write(CrashingService.STOP_WORKING);
  }

  private void write(char command) {
    try {
      process.getOutputStream().write(command);
      process.getOutputStream().flush();
    } catch (IOException gone) {
      output.add("(it was gone when it was to hear '" + command + "')");
    }
  }

  /** Its exit code. */
  int await() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(name + " did not end: " + output);
    }
    return process.exitValue();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start()
              .waitFor();
      if (code != 0) {
        throw new AssertionError("kill -" + signal + " " + name + " ended with " + code);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was without the processor or the disk for longer than its lease. */
  boolean hasLostItsLease() {
    return output.stream().anyMatch(line -> line.contains("lease has ended before it was renewed"));
  }

  /** What it wrote, for failures. */
  List<String> output() {
    return List.copyOf(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
