// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What LocalAws serves besides AWS: a page for a person, a reset, and the clock. A browser's page
 * from elsewhere gets nothing of it, whether it asks across origins or by a name that it has made
 * lead here.
 */
final class LocalRoutes {
  static final String ROOT = "/_busbar";

  private static final Pattern LITERAL_HOST =
      Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+])(:\\d+)?");

  private final InMemoryOrganization organization;
  private final Consumer<InMemoryOrganization> contents;
  private final boolean loopback;
  private final LivePage page;

  /**
   * @param contents makes what is there at the start, and again after a reset
   * @param loopback whether it is reached from this machine only
   */
  LocalRoutes(
      InMemoryOrganization organization,
      Consumer<InMemoryOrganization> contents,
      boolean loopback) {
    this.organization = organization;
    this.contents = contents;
    this.loopback = loopback;
    this.page = new LivePage(organization);
  }

  static boolean covers(String uri) {
    return uri.startsWith(ROOT);
  }

  AwsResponse answer(LocalRequest request) {
    if (isForeign(request)) {
      return LocalAnswers.error(
          403, "This is for pages of LocalAws itself and for clients that are no browser.");
    }
    String route = request.path().substring(ROOT.length());
    boolean post = request.method().equals("POST");
    if (route.equals("/reset")) {
      return post ? reset() : useInstead("POST");
    }
    if (route.equals("/clock")) {
      return post ? moveClock(request.body()) : LocalAnswers.json(clock());
    }
    if (post || !request.method().equals("GET")) {
      return useInstead("GET");
    }
    return page.answer(route, request);
  }

  private boolean isForeign(LocalRequest request) {
    boolean crossOrigin =
        !request.origin().isEmpty() && !request.origin().equals("http://" + request.host());
    boolean byName = loopback && !request.host().isEmpty() && !isLiteral(request.host());
    return crossOrigin || byName;
  }

  private static boolean isLiteral(String host) {
    return LITERAL_HOST.matcher(host).matches();
  }

  private static AwsResponse useInstead(String method) {
    return LocalAnswers.error(405, "Use " + method + " here.");
  }

  private AwsResponse reset() {
    organization.reset();
    contents.accept(organization);
    return LocalAnswers.json(Json.object());
  }

  private AwsResponse moveClock(String body) {
    if (!(organization.time() instanceof VirtualClock clock)) {
      return LocalAnswers.error(
          409, "The time is the machine's and cannot be moved. Start with --virtual-clock.");
    }
    try {
      JsonNode wanted = Json.read(body, () -> new IllegalArgumentException("No JSON."));
      move(clock, wanted);
      return LocalAnswers.json(clock());
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException refused) {
      return LocalAnswers.error(
          400,
          "Say {\"advance\":\"PT5M\"}, {\"to\":\"2026-01-01T00:05:00Z\"} or {\"to\":\"next\"}, with"
              + " a time that has not passed.");
    }
  }

  private static void move(VirtualClock clock, JsonNode wanted) {
    String to = wanted.path("to").asText();
    if (to.equals("next")) {
      clock.nextDue().ifPresent(clock::advanceTo);
    } else if (to.isEmpty()) {
      clock.advance(Duration.parse(wanted.path("advance").asText()));
    } else {
      clock.advanceTo(Instant.parse(to));
    }
  }

  private ObjectNode clock() {
    ObjectNode clock = Json.object().put("now", organization.time().now().toString());
    boolean virtual = organization.time() instanceof VirtualClock;
    clock.put("virtual", virtual);
    if (organization.time() instanceof VirtualClock moved) {
      moved.nextDue().ifPresent(next -> clock.put("nextDue", next.toString()));
    }
    return clock;
  }
}
