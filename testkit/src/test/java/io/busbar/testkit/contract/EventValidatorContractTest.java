// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.EncodedDetail;
import io.busbar.core.EventName;
import io.busbar.core.EventValidator;
import io.busbar.core.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventValidatorContractTest {

  @Test
  void passesAValidatorByHand() {
    assertThat(Kit.failures(ByHand.class)).isEmpty();
  }

  @Test
  void noticesAValidatorThatThrows() {
    assertThat(Kit.failures(Throws.class)).containsExactly("bearsWhateverIsNoDetail");
  }

  @Test
  void noticesAValidatorThatStopsAtTheFirst() {
    assertThat(Kit.failures(StopsAtTheFirst.class)).containsExactly("findsEverythingThatIsWrong");
  }

  @Test
  void noticesAValidatorThatTakesReservedMembersForUnknown() {
    assertThat(Kit.failures(RefusesReserved.class))
        .containsExactly("letsTheReservedMembersThrough");
  }

  static class ByHand implements EventValidatorContract, EventValidator {
    private static final ObjectMapper JSON =
        new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public EventValidator validator() {
      return this;
    }

    @Override
    public List<Violation> validate(EventName name, int schemaVersion, EncodedDetail detail) {
      if (!name.detailType().equals("Thing Happened")) {
        return List.of();
      }
      try {
        return violations(JSON.readTree(detail.json()));
      } catch (JsonProcessingException noJson) {
        return List.of(new Violation("$", "(no JSON)", "type", "must be an object"));
      }
    }

    List<Violation> violations(JsonNode detail) {
      List<Violation> found = new ArrayList<>();
      if (!detail.isObject()) {
        found.add(new Violation("$", detail.toString(), "type", "must be an object"));
      } else if (!detail.path("text").isTextual()) {
        found.add(new Violation("$.text", detail.path("text").toString(), "type", "must be text"));
      }
      if (!detail.path("number").isInt()) {
        found.add(new Violation("$.number", "", "type", "must be a number"));
      }
      return found;
    }
  }

  static class Throws extends ByHand {
    @Override
    List<Violation> violations(JsonNode detail) {
      if (!detail.isObject()) {
        throw new IllegalArgumentException("no object");
      }
      return super.violations(detail);
    }
  }

  static class StopsAtTheFirst extends ByHand {
    @Override
    List<Violation> violations(JsonNode detail) {
      return super.violations(detail).stream().limit(1).toList();
    }
  }

  static class RefusesReserved extends ByHand {
    @Override
    List<Violation> violations(JsonNode detail) {
      Set<String> known = Set.of("text", "number");
      List<Violation> found = new ArrayList<>(super.violations(detail));
      detail
          .fieldNames()
          .forEachRemaining(
              member -> {
                if (!known.contains(member)) {
                  found.add(
                      new Violation(
                          "$." + member, "", "additionalProperties", "must not be there"));
                }
              });
      return found;
    }
  }
}
