// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a person must know of this machine to read its figures. */
final class Machine {
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final long GIGABYTE = 1L << 30;

  private Machine() {}

  /** As in {@code AMD EPYC, 2 cores, 24 GB, Linux amd64}. */
  static String text() throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        "%s, %d cores, %d GB, %s %s",
        cpu(Files.exists(CPUS) ? Files.readAllLines(CPUS) : List.of()),
        Runtime.getRuntime().availableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) GIGABYTE),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /** As in {@code JDK 17.0.17}. */
  static String jdk() {
    return "JDK " + System.getProperty("java.version");
  }

  /** The model that Linux tells; else that it is not known. */
  static String cpu(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("CPU not known");
  }
}
