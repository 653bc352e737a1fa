// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of what a comparison depends on, as the poms have them: Busbar and what only runs or
 * measures is left out.
 */
final class Peers {
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>(?:\\s*<version>([^<]+)</version>)?");
  private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9.-]+)>([^<>]+)</\\1>");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");
  private static final String BUSBAR = "io.busbar";
  private static final String AWS = "software.amazon.awssdk";
  private static final Set<String> TOOLS = Set.of("org.slf4j", "ch.qos.logback");
  private final Map<String, String> managed = new TreeMap<>();
  private final Map<String, String> properties = new TreeMap<>();

  private Peers() {}

  /** The peers of one comparison, as in {@code axon-messaging 4.12.2}. */
  static List<String> of(Path benchmarks, String comparison) throws IOException {
    Peers peers = new Peers();
    peers.learn(Files.readString(benchmarks.resolveSibling("pom.xml")));
    List<String> poms = new ArrayList<>();
    for (Path pom : poms(benchmarks.resolve(comparison))) {
      poms.add(Files.readString(pom));
    }
    poms.forEach(peers::learn);
    Set<String> found = new TreeSet<>();
    poms.forEach(pom -> peers.collect(pom, found));
    return List.copyOf(found);
  }

  private void learn(String pom) {
    Matcher property = PROPERTY.matcher(pom);
    while (property.find()) {
      properties.put(property.group(1), property.group(2));
    }
    Matcher dependency = DEPENDENCY.matcher(pom);
    while (dependency.find()) {
      if (dependency.group(3) != null) {
        managed.put(dependency.group(2), dependency.group(3));
      }
    }
  }

  private void collect(String pom, Set<String> found) {
    Matcher dependency = DEPENDENCY.matcher(pom);
    while (dependency.find()) {
      String group = dependency.group(1);
      String version = managed.get(dependency.group(2));
      if (group.equals(AWS)) {
        found.add("AWS SDK " + properties.get("aws.version"));
      } else if (!group.equals(BUSBAR) && !TOOLS.contains(group) && version != null) {
        found.add(dependency.group(2) + " " + resolved(version));
      }
    }
  }

  private String resolved(String version) {
    Matcher reference = REFERENCE.matcher(version);
    return reference.matches() ? properties.getOrDefault(reference.group(1), version) : version;
  }

  private static List<Path> poms(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("pom.xml") && !file.toString().contains("target"))
          .sorted()
          .toList();
    }
  }
}
