// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventName;
import io.busbar.core.EventType;
import io.busbar.core.EventValidator;
import io.busbar.core.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventValidator} promises: it finds what is wrong and where, lets through what
 * is right and what it does not know, and never throws. A test class implements this interface and
 * says what is under test; JUnit then runs the tests below.
 */
public interface EventValidatorContract {

  /** The event that the validator under test knows. */
  @EventType(source = "busbar.contract", name = "Thing Happened", version = 3)
  record ThingHappened(String text, int number) {}

  /** What is under test; it knows {@link ThingHappened}, and no other event. */
  EventValidator validator();

  @Test
  default void letsThroughWhatTheSchemaAllows() {
    assertEquals(List.of(), validate("{\"text\":\"ä\",\"number\":7}"));
  }

  @Test
  default void letsTheReservedMembersThrough() {
    assertEquals(
        List.of(),
        validate(
            "{\"_metadata\":{\"id\":\"1\"},\"traceContext\":{\"traceparent\":\"00-a-b-01\"},"
                + "\"text\":\"ä\",\"number\":7}"));
  }

  /** Who does not say a version speaks of the newest. */
  @Test
  default void takesNoVersionForTheNewest() {
    EncodedDetail wrong = EncodedDetail.of("{\"text\":\"a\"}");

    assertEquals(
        validator().validate(name(), 3, wrong),
        validator().validate(name(), EventMetadata.UNKNOWN_VERSION, wrong));
  }

  @Test
  default void namesThePlaceOfAWrongValue() {
    List<Violation> violations = validate("{\"text\":\"a\",\"number\":\"seven\"}");

    assertEquals(1, violations.size(), violations::toString);
    assertEquals("$.number", violations.get(0).path());
    assertFalse(violations.get(0).rule().isBlank());
    assertFalse(violations.get(0).expected().isBlank());
  }

  @Test
  default void findsEverythingThatIsWrong() {
    assertEquals(2, validate("{\"text\":17,\"number\":\"seven\"}").size());
  }

  @Test
  default void noticesWhatIsMissing() {
    assertFalse(validate("{\"text\":\"a\"}").isEmpty());
  }

  @Test
  default void saysNothingAboutEventsThatItDoesNotKnow() {
    EventName other = new EventName("busbar.contract", "Something Else Happened");

    assertEquals(List.of(), validator().validate(other, 1, EncodedDetail.of("{\"any\":[1]}")));
  }

  /** Finished JSON may come from anywhere. */
  @Test
  default void bearsWhateverIsNoDetail() {
    for (String detail :
        List.of("", "[]", "null", "17", "{", "{\"text\":", "{}{}", "[".repeat(2_000), "\u0000")) {
      assertDoesNotThrow(() -> validate(detail), detail);
      assertFalse(validate(detail).isEmpty(), detail);
    }
  }

  @Test
  default void judgesEventsOfManyThreadsAtOnce() throws Exception {
    Race<Boolean> race =
        Race.of(
            8,
            () -> {
              boolean right = true;
              for (int i = 0; i < 200; i++) {
                right &= validate("{\"text\":\"" + i + "\",\"number\":" + i + "}").isEmpty();
                right &= validate("{\"text\":" + i + ",\"number\":" + i + "}").size() == 1;
              }
              return right;
            });

    assertTrue(race.count(right -> right) == 8, "A verdict was wrong.");
  }

  private List<Violation> validate(String detail) {
    return validator().validate(name(), 3, EncodedDetail.of(detail));
  }

  private static EventName name() {
    return new EventName("busbar.contract", "Thing Happened");
  }
}
