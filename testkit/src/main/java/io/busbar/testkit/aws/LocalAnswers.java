// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Answers of what LocalAws serves besides AWS. Nothing of it is kept by browsers. */
final class LocalAnswers {

  /** Only what comes from here runs and is shown, whatever an event holds. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri"
          + " 'none'; form-action 'none'; frame-ancestors 'none'";

  private LocalAnswers() {}

  static AwsResponse json(JsonNode json) {
    return of(200, "application/json", json.toString());
  }

  static AwsResponse error(int status, String message) {
    return of(status, "application/json", Json.object().put("message", message).toString());
  }

  static AwsResponse of(int status, String type, String body) {
    return new AwsResponse(
        status,
        Map.of(
            "Content-Type",
            type,
            "Cache-Control",
            "no-store",
            "Content-Security-Policy",
            POLICY,
            "X-Content-Type-Options",
            "nosniff"),
        body);
  }
}
