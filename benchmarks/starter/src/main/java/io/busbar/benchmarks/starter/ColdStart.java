// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.starter;

import io.busbar.benchmarks.harness.Contender;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Starts an application in a JVM of its own, with the JVM's defaults, which prints its figure. */
record ColdStart(Class<?> application, String classPath, List<String> options)
    implements Contender {

  /** What the starter brings: Busbar's modules, the clients of AWS and what they need. */
  private static final Pattern BUSBARS =
      Pattern.compile(
          ".*(busbar-(?!benchmarks)|awssdk|io.netty|event.ruler|jackson-core-2|jackson-databind-2|datatype|reactive-streams).*");

  private static final Pattern MODULES =
      Pattern.compile(
          ".*(core|publisher|consumer|outbox|testkit|harness|spring-boot-starter).target.classes");

  static ColdStart of(Class<?> application) {
    return new ColdStart(application, System.getProperty("java.class.path"), List.of());
  }

  static ColdStart withoutBusbar(Class<?> application) {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !BUSBARS.matcher(entry).matches())
            .filter(entry -> !MODULES.matcher(entry).matches())
            .collect(Collectors.joining(File.pathSeparator));
    return new ColdStart(application, classPath, List.of());
  }

  ColdStart options(String... jvm) {
    return new ColdStart(application, classPath, List.of(jvm));
  }

  @Override
  public double measure() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, application.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0 || !printed.matches("[0-9.]+")) {
      throw new IllegalStateException(application.getSimpleName() + " did not start: " + printed);
    }
    return Double.parseDouble(printed);
  }
}
