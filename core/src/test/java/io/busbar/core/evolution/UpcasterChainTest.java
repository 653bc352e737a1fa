// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import static io.busbar.core.EventMetadata.UNKNOWN_VERSION;
import static io.busbar.core.evolution.Upcaster.unchanged;
import static io.busbar.core.evolution.VersionSniffer.hasMember;
import static io.busbar.core.evolution.VersionSniffer.versionAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventName;
import org.junit.jupiter.api.Test;

class UpcasterChainTest {

  private static final Upcaster NULL = detail -> null;

  private final ObjectNode detail = JsonNodeFactory.instance.objectNode().put("a", 1);

  @Test
  void appliesTheStepsInOrderToACopy() {
    UpcasterChain chain =
        builder()
            .step(2, d -> d.put("steps", "2"))
            .step(3, d -> d.put("steps", d.get("steps").textValue() + "3"))
            .build();

    assertThat(chain.upcast(detail, 2, 4)).hasToString("{\"a\":1,\"steps\":\"23\"}");
    assertThat(detail).hasToString("{\"a\":1}");
    assertThat(chain.oldestVersion()).isEqualTo(2);
    assertThat(chain.latestVersion()).isEqualTo(4);
    assertThat(chain.event()).isEqualTo(new EventName("shop", "Order Placed"));
  }

  @Test
  void givesTheCurrentAndANewerVersionBackAsTheyAre() {
    UpcasterChain chain = builder().step(1, d -> d.put("b", 2)).build();

    assertThat(chain.upcast(detail, 2, 2)).isSameAs(detail);
    assertThat(chain.upcast(detail, 9, 2)).isSameAs(detail);
    assertThat(chain.upcast(detail, UNKNOWN_VERSION, 2)).isSameAs(detail);
  }

  @Test
  void asksTheSniffersInTheirOrder() {
    UpcasterChain chain =
        builder()
            .sniff(versionAt("v"))
            .sniff(hasMember("new", 3))
            .sniff(hasMember("newish", 2))
            .step(1, unchanged())
            .step(2, unchanged())
            .build();

    assertThat(chain.sniff(detail)).isEqualTo(1);
    assertThat(chain.sniff(detail.deepCopy().put("newish", 1))).isEqualTo(2);
    assertThat(chain.sniff(detail.deepCopy().put("newish", 1).put("new", 1))).isEqualTo(3);
    assertThat(chain.sniff(detail.deepCopy().put("new", 1).put("v", 1))).isEqualTo(1);
  }

  @Test
  void takesAnUnrecognisedEventForTheVersionThatIsSaid() {
    UpcasterChain chain = builder().otherwise(2).step(1, unchanged()).step(2, unchanged()).build();

    assertThat(chain.sniff(detail)).isEqualTo(2);
    assertThat(chain.sniffs()).isTrue();
  }

  @Test
  void needsATreeOnlyForAnOlderEventOrOneToBeSniffed() {
    UpcasterChain plain = builder().step(1, unchanged()).step(2, unchanged()).build();
    UpcasterChain sniffing = builder().sniff(hasMember("a", 2)).step(1, unchanged()).build();

    assertThat(plain.needsTree(2, 3)).isTrue();
    assertThat(plain.needsTree(3, 3)).isFalse();
    assertThat(plain.needsTree(4, 3)).isFalse();
    assertThat(plain.needsTree(UNKNOWN_VERSION, 3)).isFalse();
    assertThat(sniffing.needsTree(UNKNOWN_VERSION, 2)).isTrue();
    assertThat(sniffing.needsTree(2, 2)).isFalse();
  }

  @Test
  void refusesAGapADuplicateAndABackwardStepAtOnce() {
    UpcasterChain.Builder builder =
        builder()
            .step(0, unchanged())
            .step(2, unchanged())
            .step(2, unchanged())
            .step(1, unchanged())
            .step(4, unchanged())
            .step(8, unchanged());

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The upcaster chain of 'Order Placed' from shop cannot be built:
              1. step(0) is not possible: versions count from 1.
              2. step(2) is declared more than once. Keep one step to version 3.
              3. step(1) is declared after step(2). Declare the steps in ascending order, as they run.
              4. step(3) is missing between step(2) and step(4). Add it; Upcaster.unchanged() when no member has to change.
              5. step(5) to step(7) are missing between step(4) and step(8). Add them; Upcaster.unchanged() when no member has to change.""");
  }

  @Test
  void refusesSniffersThatDoNotFitTheSteps() {
    UpcasterChain.Builder builder =
        builder()
            .sniff(hasMember("b", 2))
            .sniff(hasMember("c", 3))
            .sniff(hasMember("d", 9))
            .otherwise(5)
            .step(1, unchanged())
            .step(2, unchanged());

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The upcaster chain of 'Order Placed' from shop cannot be built:
              1. sniff(hasMember("c", 3)) is declared after sniff(hasMember("b", 2)), so an event with both members is taken for version 2. Declare the sniffers from the highest version to the lowest.
              2. sniff(hasMember("d", 9)) is outside of the chain, which leads from version 1 to 3. Add the missing step, or correct the version.
              3. sniff(hasMember("d", 9)) is declared after sniff(hasMember("c", 3)), so an event with both members is taken for version 3. Declare the sniffers from the highest version to the lowest.
              4. otherwise(5) is outside of the chain, which leads from version 1 to 3. Add the missing step, or correct the version.""");
  }

  @Test
  void refusesAChainWithoutSteps() {
    assertThatThrownBy(() -> builder().sniff(hasMember("b", 2)).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The upcaster chain of 'Order Placed' from shop cannot be built:
              1. It has no step. Add step(1, …), or leave the chain out: events without one are bound as they are.""");
  }

  @Test
  void saysWhichStepAHandlerMisses() {
    UpcasterChain chain = builder().step(1, unchanged()).build();

    assertThat(chain.missingStep(2)).isEmpty();
    assertThat(chain.missingStep(4))
        .contains(
            "The upcaster chain of 'Order Placed' from shop ends at version 2, but version 4 is needed. Add step(2, …).");
    assertThatThrownBy(() -> chain.upcast(detail, 1, 4))
        .isInstanceOf(UpcastException.class)
        .hasMessage(chain.missingStep(4).orElseThrow());
  }

  @Test
  void saysThatAnEventIsOlderThanTheChain() {
    UpcasterChain chain = builder().step(3, unchanged()).build();

    assertThatThrownBy(() -> chain.upcast(detail, 2, 4))
        .isInstanceOf(UpcastException.class)
        .hasMessage(
            "The upcaster chain of 'Order Placed' from shop starts at version 3, but the event has version 2. Add step(2, …).");
  }

  @Test
  void namesTheStepThatFailed() {
    UpcasterChain chain = builder().step(1, d -> d.put("b", d.get("absent").textValue())).build();

    assertThatThrownBy(() -> chain.upcast(detail, 1, 2))
        .isInstanceOf(UpcastException.class)
        .hasCauseInstanceOf(NullPointerException.class)
        .hasMessage(
            "step(1) of the upcaster chain of 'Order Placed' from shop failed with java.lang.NullPointerException. Correct the step, then redrive the event; it is unchanged.");
  }

  @Test
  void namesTheStepThatReturnedNothing() {
    UpcasterChain chain = builder().step(1, NULL).build();

    assertThatThrownBy(() -> chain.upcast(detail, 1, 2))
        .isInstanceOf(UpcastException.class)
        .hasMessage(
            "step(1) of the upcaster chain of 'Order Placed' from shop returned null. Return the detail, changed or not, then redrive the event.");
  }

  private static UpcasterChain.Builder builder() {
    return UpcasterChain.builder("shop", "Order Placed");
  }
}
