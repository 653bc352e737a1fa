// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;

/** Whether X-Ray is in use. Thread-safe. */
final class XRaySwitch {
  private static final String HEADER = "X-Amzn-Trace-Id";
  private final XRay wanted;
  private final boolean besideXRay;

  XRaySwitch(XRay wanted, Map<String, String> environment) {
    this.wanted = wanted;
    this.besideXRay =
        environment.containsKey("AWS_XRAY_DAEMON_ADDRESS")
            || environment.containsKey("_X_AMZN_TRACE_ID");
  }

  boolean isOn(OpenTelemetry openTelemetry) {
    return switch (wanted) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> besideXRay || propagates(openTelemetry);
    };
  }

  private static boolean propagates(OpenTelemetry openTelemetry) {
    for (String field : openTelemetry.getPropagators().getTextMapPropagator().fields()) {
      if (field.equalsIgnoreCase(HEADER)) {
        return true;
      }
    }
    return false;
  }
}
