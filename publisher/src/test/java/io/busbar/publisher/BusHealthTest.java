// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BusHealthTest {
  private static final EntryResult DOWN = new EntryResult.Refused("InternalFailure", "Try again.");
  private final BatcherFixture publisher = new BatcherFixture();

  @Test
  void takesNoEventsWhileAnOutageLastsButForATryNowAndThen() {
    publisher.bus.answers(entry -> DOWN);
    publisher.submit(Events.pending(0, 1));
    publisher.run();
    assertThat(publisher.health.takesEvents()).isTrue();

    publisher.runToEnd();
    publisher.submit(Events.pending(1, 2));
    publisher.run();
    assertThat(publisher.health.takesEvents()).isFalse();

    publisher.time.advance(Duration.ofMillis(4_999));
    publisher.bus.answers(ScriptedTransport::accepted);
    publisher.runToEnd();
    assertThat(publisher.health.takesEvents()).isTrue();
  }

  @Test
  void letsATryThroughFiveSecondsAfterTheLastFailure() {
    publisher.bus.answers(entry -> DOWN);
    publisher.submit(Events.pending(0, 1));
    publisher.runToEnd();

    assertThat(publisher.health.takesEvents()).isFalse();
    publisher.time.advance(Duration.ofSeconds(5));
    assertThat(publisher.health.takesEvents()).isTrue();
    publisher.submit(Events.pending(1, 2));
    publisher.run();
    assertThat(publisher.health.takesEvents()).isFalse();
  }
}
