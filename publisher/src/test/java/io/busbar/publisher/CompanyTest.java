// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static io.busbar.publisher.BatcherFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.PublishResult;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompanyTest {
  private static final Duration MAX_DELAY = Duration.ofMillis(50);
  private static final Settings SETTINGS = BatcherFixture.settings(2, MAX_DELAY);
  private final BatcherFixture publisher = new BatcherFixture(new ScriptedTransport(), SETTINGS);

  @Test
  void sendsWhatHasGatheredWhenTheOldestHasWaitedForAsLongAsItMay() {
    publisher.submit(Events.pending(0, 3));
    publisher.run();
    publisher.time.advance(MAX_DELAY.minusMillis(1));
    publisher.submit(Events.pending(3, 5));
    publisher.run();
    assertThat(publisher.bus.requestSizes()).isEmpty();

    publisher.time.advance(Duration.ofMillis(1));
    publisher.run();

    assertThat(publisher.bus.requestSizes()).containsExactly(5);
  }

  @Test
  void sendsAFullRequestAtOnceAndLetsTheRestWait() {
    publisher.submit(Events.pending(0, 13));
    publisher.run();
    assertThat(publisher.bus.requestSizes()).containsExactly(10);

    publisher.time.advance(MAX_DELAY);
    publisher.run();

    assertThat(publisher.bus.requestSizes()).containsExactly(10, 3);
  }

  @Test
  void countsTheDelayOfThoseWhoComeAfterAFullRequestAnew() {
    publisher.submit(Events.pending(0, 9));
    publisher.run();
    publisher.time.advance(Duration.ofMillis(20));
    publisher.submit(Events.pending(9, 11));
    publisher.run();
    assertThat(publisher.bus.requestSizes()).containsExactly(10);

    publisher.time.advance(Duration.ofMillis(49));
    publisher.run();
    assertThat(publisher.bus.requestSizes()).containsExactly(10);
    publisher.time.advance(Duration.ofMillis(1));
    publisher.run();
    assertThat(publisher.bus.requestSizes()).containsExactly(10, 1);
  }

  @Test
  void takesARequestForFullWhenItsBytesAre() {
    int size = Events.entry(0).size();
    BatcherFixture small =
        new BatcherFixture(
            new ScriptedTransport(new ServiceLimits(10, 3 * size + 1, 2_048)), SETTINGS);

    small.submit(Events.pending(0, 4));
    small.run();

    assertThat(small.bus.requestSizes()).containsExactly(3);
  }

  @Test
  void doesNotLetWaitWhatIsSentAgain() {
    publisher.bus.answers(
        entry ->
            publisher.bus.requests().size() == 1
                ? new EntryResult.Refused("ThrottlingException", "Rate exceeded")
                : ScriptedTransport.accepted(entry));
    publisher.submit(Events.pending(0, 1));
    publisher.run();
    publisher.time.advance(MAX_DELAY);
    publisher.run();

    publisher.time.advanceTo(publisher.time.nextDue().orElseThrow());
    publisher.run();

    assertThat(publisher.bus.requestSizes()).containsExactly(1, 1);
  }

  @Test
  void waitsForNobodyWhenThePublisherIsClosing() {
    List<Pending> events = Events.pending(0, 1);
    publisher.submit(events);
    publisher.run();

    publisher.mailbox.tell(Mail.Signal.CLOSE);
    publisher.run();

    assertThat(resultOf(events.get(0))).isInstanceOf(PublishResult.Accepted.class);
    assertThat(publisher.batcher.isDone()).isTrue();
  }
}
