// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import software.amazon.event.ruler.GenericMachine;

/**
 * Asks event-ruler with the calls that are consistent in arrays. Its {@code rulesForEvent} and
 * {@code Ruler.matches} are not, and are not what EventBridge does.
 */
final class Matching {

  private static final String WHOLE_ENVELOPE =
      " Give the whole envelope, as EventBridge delivers it.";

  private Matching() {}

  static <T> List<T> of(GenericMachine<T> machine, JsonNode envelope) {
    if (!envelope.isObject()) {
      throw new IllegalArgumentException(
          "The event is not a JSON object, but of type '%s'.".formatted(envelope.getNodeType())
              + WHOLE_ENVELOPE);
    }
    return machine.rulesForJSONEvent(envelope);
  }

  static <T> List<T> of(GenericMachine<T> machine, String envelopeJson) {
    try {
      return machine.rulesForJSONEvent(envelopeJson);
    } catch (JsonProcessingException e) {
      // Only the place: Jackson's message may repeat personal data of the event.
      JsonLocation place = e.getLocation();
      throw new IllegalArgumentException(
          "The event is not well-formed JSON at line %d, column %d."
                  .formatted(place.getLineNr(), place.getColumnNr())
              + WHOLE_ENVELOPE);
    } catch (Exception e) {
      // What event-ruler's signature declares; it throws this for anything but an object.
      throw new IllegalArgumentException("The event is not a JSON object." + WHOLE_ENVELOPE, e);
    }
  }
}
