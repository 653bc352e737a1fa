// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.busbar.core.EventCodec;
import io.busbar.core.IncomingEvent;
import io.busbar.core.MalformedEventException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What SNS makes of an event on its way to a queue, unless the subscription has raw message
 * delivery: a JSON object of its own, with the envelope as text in its member {@code Message} (SNS
 * developer guide, "Amazon SNS message and JSON formats").
 */
final class SnsNotification {
  private static final JsonFactory JSON = new JsonFactory();

  private SnsNotification() {}

  /**
   * Reads an envelope, or the one in a notification. Only what is no envelope pays for a second
   * look.
   */
  static IncomingEvent read(EventCodec codec, String body) {
    try {
      return codec.read(body);
    } catch (MalformedEventException noEnvelope) {
      String message = messageOf(body);
      if (message == null) {
        throw noEnvelope;
      }
      return codec.read(message);
    }
  }

  private static @Nullable String messageOf(String body) {
    if (!body.contains("\"Notification\"")) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? messageOf(parser) : null;
    } catch (IOException noJson) {
      return null;
    }
  }

  private static @Nullable String messageOf(JsonParser parser) throws IOException {
    String type = null;
    String message = null;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      if (field.equals("Type")) {
        type = parser.getValueAsString();
      } else if (field.equals("Message")) {
        message = parser.getValueAsString();
      }
      parser.skipChildren();
    }
    return "Notification".equals(type) ? message : null;
  }
}
