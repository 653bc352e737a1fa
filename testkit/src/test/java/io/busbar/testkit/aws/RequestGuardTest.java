// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The guard's patience on the time of Netty's test channel, which stands still. */
class RequestGuardTest {
  private static final int SECONDS = 5;
  private final HeldBytes held = new HeldBytes(1_000);
  private final EmbeddedChannel channel = channel();

  @Test
  void hangsUpOnWhoSendsNothing() {
    pass(SECONDS - 1);
    assertThat(channel.isActive()).isTrue();

    pass(1);

    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void hangsUpOnWhoDoesNotFinishHoweverBusyTheClientIs() {
    head();
    for (int i = 0; i < SECONDS; i++) {
      assertThat(channel.isActive()).isTrue();
      part(1);
      pass(1);
    }

    assertThat(channel.isActive()).isFalse();
    assertThat(held.held()).isZero();
  }

  /** As a long poll does. */
  @Test
  void waitsForAnAnswerHoweverLongItTakes() {
    head();
    end();

    pass(100 * SECONDS);

    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void waitsAsLongAgainAfterAnAnswer() {
    head();
    end();
    pass(100);

    channel.writeOutbound(HttpAnswers.of(LocalAnswers.json(Json.object()), true));

    pass(SECONDS - 1);
    assertThat(channel.isActive()).isTrue();
    pass(1);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void countsOnlyWhatIsNotComplete() {
    head();
    part(60);
    part(0);
    assertThat(held.held())
        .as("with what each part takes beside its bytes")
        .isEqualTo(60 + 2 * RequestGuard.PART);

    end();

    assertThat(held.held()).isZero();
  }

  @Test
  void refusesWhatAllTogetherMustNotHold() {
    EmbeddedChannel other = channel();
    int room = 1_000 - 2 * RequestGuard.PART - 60;
    head();
    part(60);

    other.writeInbound(new DefaultHttpContent(Unpooled.buffer().writeZero(room + 1)));

    assertThat(other.<Object>readOutbound()).asString().contains("503 Service Unavailable");
    assertThat(held.held()).isEqualTo(60 + RequestGuard.PART);
    assertThat(channel.<Object>readOutbound()).isNull();
    other.writeInbound(new DefaultHttpContent(Unpooled.buffer().writeZero(room)));
    assertThat(held.held()).as("there is room for as much as fits").isEqualTo(1_000);
  }

  @Test
  void keepsNoLargeBufferForASmallPart() {
    ByteBuf read = Unpooled.directBuffer(65_536).writeZero(65_536);

    channel.writeInbound(new DefaultHttpContent(read.retainedSlice(0, 10)));

    assertThat(channel.<HttpContent>readInbound().content().readableBytes()).isEqualTo(10);
    assertThat(read.release()).as("nobody else holds what was read").isTrue();
  }

  private EmbeddedChannel channel() {
    EmbeddedChannel made = new EmbeddedChannel();
    made.freezeTime();
    made.pipeline().addLast(new RequestGuard(held, Duration.ofSeconds(SECONDS)));
    made.pipeline().fireChannelActive();
    return made;
  }

  private void head() {
    channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
  }

  private void part(int bytes) {
    channel.writeInbound(new DefaultHttpContent(Unpooled.buffer().writeZero(bytes)));
  }

  private void end() {
    channel.writeInbound(new DefaultLastHttpContent());
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runPendingTasks();
  }
}
