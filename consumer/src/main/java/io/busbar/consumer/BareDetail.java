// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.EventName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Puts the envelope back around a detail that a target with the InputPath {@code $.detail} has
 * brought. The id is the message's, unless the detail has one of its own; account and Region are
 * not known any more.
 */
record BareDetail(EventName name) {

  String envelope(Message message) {
    String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    Instant time = sent == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(sent));
    return "{\"version\":\"0\",\"id\":"
        + quoted(message.messageId())
        + ",\"detail-type\":"
        + quoted(name.detailType())
        + ",\"source\":"
        + quoted(name.source())
        + ",\"account\":\"\",\"time\":\""
        + time.truncatedTo(ChronoUnit.SECONDS)
        + "\",\"region\":\"\",\"resources\":[],\"detail\":"
        + message.body()
        + "}";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c < ' ') {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
