// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import software.amazon.event.ruler.GenericMachine;

/**
 * Asks event-ruler with the calls that are consistent in arrays. Its {@code rulesForEvent} and
 * {@code Ruler.matches} are not, and are not what EventBridge does.
 */
final class Matching {

  private static final String WHOLE_ENVELOPE =
      " Give the whole envelope, as EventBridge delivers it.";

  /**
   * EventBridge takes details of 1,000 levels, so an envelope has one more: too many for
   * event-ruler's own parser.
   */
  private static final ObjectMapper DEEP =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(1_001).build())
                  .build())
          .build();

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
    } catch (StreamConstraintsException deep) {
      return of(machine, tree(envelopeJson));
    } catch (JsonProcessingException malformed) {
      throw malformed(malformed);
    } catch (Exception e) {
      // What event-ruler's signature declares; it throws this for anything but an object.
      throw new IllegalArgumentException("The event is not a JSON object." + WHOLE_ENVELOPE, e);
    }
  }

  /** Refuses what no pattern can be asked about. */
  static void checkObject(String envelopeJson) {
    List<Integer> none = of(GenericMachine.<Integer>builder().build(), envelopeJson);
    assert none.isEmpty();
  }

  private static JsonNode tree(String envelopeJson) {
    try {
      return DEEP.readTree(envelopeJson);
    } catch (JsonProcessingException malformed) {
      throw malformed(malformed);
    }
  }

  /** Tells only the place: Jackson's message may repeat personal data of the event. */
  private static IllegalArgumentException malformed(JsonProcessingException malformed) {
    JsonLocation place = malformed.getLocation();
    return new IllegalArgumentException(
        "The event is not well-formed JSON at line %d, column %d."
                .formatted(place.getLineNr(), place.getColumnNr())
            + WHOLE_ENVELOPE);
  }
}
