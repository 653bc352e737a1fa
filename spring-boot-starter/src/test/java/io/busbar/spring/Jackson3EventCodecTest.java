// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventCodec;
import io.busbar.core.InvalidEventException;
import io.busbar.core.MalformedEventException;
import io.busbar.testkit.contract.EventCodecContract;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class Jackson3EventCodecTest implements EventCodecContract {
  private static final String ENVELOPE =
      "{\"version\":\"0\",\"id\":\"6a7e8feb-b491-4cf7-a9f1-bf3703467718\",\"detail-type\":\"Order Placed\",\"source\":\"grocer.shop\",\"account\":\"111111111111\",\"time\":\"2026-11-23T06:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":%s}";

  record Renamed(@JsonProperty("order") String orderId) {}

  record Plain(String orderId, int itemCount) {}

  /** Has no end. */
  public static final class Endless {
    public Endless getItself() {
      return this;
    }
  }

  @Override
  public EventCodec codec() {
    return Jackson3EventCodec.of(JsonMapper.builder().build());
  }

  @Test
  void obeysTheApplicationsMapperAndItsAnnotations() {
    EventCodec snakes =
        Jackson3EventCodec.of(
            JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());

    assertThat(snakes.encode(new Plain("o-1", 2), null, null).json())
        .isEqualTo("{\"order_id\":\"o-1\",\"item_count\":2}");
    assertThat(
            snakes
                .read(ENVELOPE.formatted("{\"order_id\":\"o-1\",\"item_count\":2,\"more\":1}"))
                .detail(snakes.reader(Plain.class)))
        .isEqualTo(new Plain("o-1", 2));
    assertThat(codec().encode(new Renamed("o-1"), null, null).json())
        .isEqualTo("{\"order\":\"o-1\"}");
  }

  @Test
  void givesTreesOfJackson2ToHandlersThatWantThem() {
    JsonNode tree =
        (JsonNode)
            codec()
                .read(ENVELOPE.formatted("{\"orderId\":\"o-1\"}"))
                .detail(codec().reader(JsonNode.class));

    assertThat(tree.get("orderId").asText()).isEqualTo("o-1");
  }

  @Test
  void namesThePlaceOfWhatDoesNotFitAndNotItsValue() {
    assertThatThrownBy(
            () ->
                codec()
                    .read(ENVELOPE.formatted("{\"orderId\":\"o-1\",\"itemCount\":\"Anna\"}"))
                    .detail(codec().reader(Plain.class)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(
            "The detail of 'Order Placed' from grocer.shop (event 6a7e8feb-b491-4cf7-a9f1-bf3703467718) does not fit io.busbar.spring.Jackson3EventCodecTest$Plain at 'itemCount'. Correct the sender, make the component Optional, or add an upcaster for the version.");
  }

  @Test
  void refusesWhatCannotBeWritten() {
    assertThatThrownBy(() -> codec().encode(new Endless(), null, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith(
            "The detail of type io.busbar.spring.Jackson3EventCodecTest$Endless cannot be written as JSON: ");
  }
}
