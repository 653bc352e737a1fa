// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static java.util.stream.Collectors.toCollection;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.cloudformation.CloudFormationTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@link LocalAws#main} is told.
 *
 * @param host to listen on
 * @param port 0 for a free one
 * @param virtualClock whether time stands still until it is moved
 * @param templates in the order in which they are loaded
 * @param parameters for every template that declares them; one of them must
 * @param ignored by every template
 */
record DeskOptions(
    String host,
    int port,
    boolean virtualClock,
    List<TemplateFile> templates,
    Map<String, String> parameters,
    List<String> ignored) {

  static final int DEFAULT_PORT = 4010;
  static final String LOOPBACK = "127.0.0.1";

  private static final int MAX_PORT = 65_535;
  private static final Pattern TEMPLATE =
      Pattern.compile("(?:(\\d{12})(?:/([a-z0-9-]+))?:)?(.+)", Pattern.DOTALL);
  private static final String KNOWN =
      "Use --port=PORT, --host=ADDRESS, --template=[ACCOUNT[/REGION]:]FILE, --parameter=NAME=VALUE,"
          + " --ignore=TYPE and --virtual-clock.";

  /** A template and where it is loaded. */
  record TemplateFile(String account, String region, Path file) {}

  /**
   * @throws IllegalArgumentException for what is unknown or cannot be
   */
  static DeskOptions of(String... arguments) {
    Collector options = new Collector();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      options.take(argument, name, equals < 0 ? "" : argument.substring(equals + 1));
    }
    return options.done();
  }

  /**
   * Makes what the templates describe.
   *
   * @throws IllegalArgumentException for a parameter that none of them declares; nothing is made
   */
  void load(InMemoryOrganization organization) {
    List<CloudFormationTemplate> read =
        templates.stream().map(each -> CloudFormationTemplate.read(each.file)).toList();
    checkDeclared(
        read.stream()
            .flatMap(each -> each.parameters().stream())
            .collect(toCollection(TreeSet::new)));
    for (int i = 0; i < read.size(); i++) {
      load(read.get(i), templates.get(i), organization);
    }
  }

  private void load(
      CloudFormationTemplate template, TemplateFile from, InMemoryOrganization organization) {
    template.ignoring(ignored.toArray(String[]::new));
    parameters.forEach(
        (name, value) -> {
          if (template.parameters().contains(name)) {
            template.parameter(name, value);
          }
        });
    var stack = template.loadInto(organization.account(from.account).region(from.region));
    System.out.println("Loaded " + from.file + " into " + stack.region());
  }

  private void checkDeclared(Set<String> declared) {
    for (String name : new TreeSet<>(parameters.keySet())) {
      if (!declared.contains(name)) {
        throw new IllegalArgumentException(
            "No template declares the parameter '%s'. %s"
                .formatted(
                    name,
                    declared.isEmpty()
                        ? "The templates declare none; leave it out."
                        : "The templates declare " + String.join(", ", declared) + '.'));
      }
    }
  }

  /** Not thread-safe. */
  private static final class Collector {
    private final List<TemplateFile> templates = new ArrayList<>();
    private final Map<String, String> parameters = new TreeMap<>();
    private final List<String> ignored = new ArrayList<>();
    private String host = LOOPBACK;
    private int port = DEFAULT_PORT;
    private boolean virtualClock;

    /** An empty value is a property of Maven's that nobody has set, and changes nothing. */
    void take(String argument, String name, String value) {
      switch (name) {
        case "--virtual-clock" -> virtualClock = !value.equals("false");
        case "--port" -> port = value.isEmpty() ? port : port(value);
        case "--host" -> host = value.isEmpty() ? host : value;
        case "--template" -> addTemplate(value);
        case "--parameter" -> addParameter(value);
        case "--ignore" -> ignored.add(value);
        default ->
            throw new IllegalArgumentException(
                "The argument '%s' is unknown. %s".formatted(argument, KNOWN));
      }
    }

    private void addTemplate(String value) {
      Matcher parts = TEMPLATE.matcher(value);
      if (parts.matches()) {
        String account = parts.group(1);
        String region = parts.group(2);
        templates.add(
            new TemplateFile(
                account == null ? Caller.DEFAULT_ACCOUNT : account,
                region == null ? Caller.DEFAULT_REGION : region,
                Path.of(parts.group(3))));
      }
    }

    private void addParameter(String value) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "A parameter is given as --parameter=NAME=VALUE, but was '%s'.".formatted(value));
      }
      parameters.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private static int port(String text) {
      if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
        throw new IllegalArgumentException(
            "The port must be a number from 0 to 65535, but was '%s'. Use --port=0 for a free port."
                .formatted(text));
      }
      return Integer.parseInt(text);
    }

    DeskOptions done() {
      return new DeskOptions(
          host,
          port,
          virtualClock,
          List.copyOf(templates),
          Map.copyOf(parameters),
          List.copyOf(ignored));
    }
  }
}
