// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads an EventBridge envelope up to where the detail's own members begin. What EventBridge and
 * the library write has one form each and is scanned for it; any other JSON is parsed, with the
 * same result. Thread-safe.
 */
final class EnvelopeReader {
  private final ObjectMapper mapper;
  private final EnvelopeScanner scanner = new EnvelopeScanner();
  private final ReservedMembersScanner reserved = new ReservedMembersScanner();

  EnvelopeReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  IncomingEvent read(String text) {
    EnvelopeMembers scanned = scanner.scan(text);
    return scanned == null ? parse(text) : event(text, scanned, detail(text, scanned.detailOffset));
  }

  /** Of two details the last one counts, unless nothing was missing at the first. */
  IncomingEvent parse(String text) {
    EnvelopeMembers envelope = new EnvelopeMembers();
    DetailStart detail = null;
    try (JsonParser parser = mapper.createParser(text)) {
      EnvelopeParser members = new EnvelopeParser(parser, envelope);
      while (members.findDetail()) {
        detail = detail(text, envelope.detailOffset);
        if (envelope.isComplete(text)) {
          break;
        }
        parser.skipChildren();
      }
    } catch (IOException failed) {
      throw malformed(failed, text, 0);
    }
    if (detail == null) {
      throw EnvelopeMembers.notAnEnvelope("it has no detail");
    }
    return event(text, envelope, detail);
  }

  private IncomingEvent event(String text, EnvelopeMembers envelope, DetailStart detail) {
    return new JacksonIncomingEvent(mapper, text, detail, envelope.head(detail.reserved()));
  }

  private DetailStart detail(String text, int offset) {
    try {
      return DetailStart.read(reserved, mapper, text, offset);
    } catch (IOException failed) {
      throw malformed(failed, text, offset);
    }
  }

  private static RuntimeException malformed(IOException failed, String text, int begin) {
    if (failed instanceof JsonProcessingException malformed) {
      return new MalformedEventException(
          String.format(
              "The message is not well-formed JSON (%s). Expected an EventBridge envelope; "
                  + "does something else write to this queue?",
              JsonPlace.of(malformed, text, begin)));
    }
    return new UncheckedIOException("Reading a text does not fail.", failed);
  }
}
