// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.InMemoryOrganization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page that shows a person what is there and what has happened, and what it is made of. */
final class LivePage {
  private static final Map<String, String> FILES =
      Map.of(
          "", "live.html",
          "/", "live.html",
          "/live.css", "live.css",
          "/live.js", "live.js");

  private final LiveState state;

  LivePage(InMemoryOrganization organization) {
    this.state = new LiveState(organization);
  }

  AwsResponse answer(String route, LocalRequest request) {
    String file = FILES.get(route);
    if (file != null) {
      return LocalAnswers.of(200, type(file), read(file));
    }
    return switch (route) {
      case "/state" -> LocalAnswers.json(state.all());
      case "/event" -> event(request.parameter("id"));
      default -> LocalAnswers.error(404, "There is nothing here. Look at /_busbar.");
    };
  }

  private AwsResponse event(String id) {
    return state
        .event(id)
        .map(LocalAnswers::json)
        .orElseGet(() -> LocalAnswers.error(404, "There is no event '%s'.".formatted(id)));
  }

  private static String type(String file) {
    if (file.endsWith(".css")) {
      return "text/css; charset=utf-8";
    }
    return file.endsWith(".js") ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8";
  }

  private static String read(String file) {
    try (InputStream resource = LivePage.class.getResourceAsStream(file)) {
      if (resource == null) {
        throw new IllegalStateException("'" + file + "' is missing in the jar of the testkit.");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
