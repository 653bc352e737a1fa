// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what clients that never finish a request can hold: the time of one request, and the bytes
 * of all that are not complete. One for each connection; all of it runs on the connection's event
 * loop.
 */
final class RequestGuard extends ChannelDuplexHandler {

  /** Enough for 16 of the longest requests at a time. */
  static final long MAX_INCOMPLETE_BYTES = 16L * BoundedBody.MAX_BYTES;

  /** What a part of a body takes beside its bytes, so that many small ones count as well. */
  static final int PART = 256;

  /** A smaller part is copied, since it would keep all that was read together with it. */
  private static final int SMALL = 4096;

  private final HeldBytes held;
  private final Duration patience;
  private long incomplete;
  private @Nullable ScheduledFuture<?> deadline;

  /**
   * @param held by all connections' requests that are not complete
   * @param patience how long a client may take from the end of an answer, or from the start, to the
   *     end of its next request
   */
  RequestGuard(HeldBytes held, Duration patience) {
    this.held = held;
    this.patience = patience;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    arm(context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpContent content && !hold(content.content().readableBytes())) {
      ReferenceCountUtil.release(message);
      refuse(context);
      return;
    }
    if (message instanceof LastHttpContent) {
      disarm();
      giveBack();
    }
    context.fireChannelRead(compact(message));
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof FullHttpResponse) {
      arm(context);
    }
    var unused = context.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    disarm();
    giveBack();
  }

  private boolean hold(int bytes) {
    boolean taken = held.take(bytes + PART);
    incomplete += taken ? bytes + PART : 0;
    return taken;
  }

  private static Object compact(Object message) {
    if (message instanceof LastHttpContent
        || !(message instanceof HttpContent part)
        || part.content().readableBytes() >= SMALL) {
      return message;
    }
    try {
      return part.replace(Unpooled.copiedBuffer(part.content()));
    } finally {
      part.release();
    }
  }

  private void giveBack() {
    held.giveBack(incomplete);
    incomplete = 0;
  }

  private static void refuse(ChannelHandlerContext context) {
    var unused =
        context.writeAndFlush(
            HttpAnswers.refusal(
                503, "ServiceUnavailable", "Too many requests are on their way at the same time."));
  }

  private void arm(ChannelHandlerContext context) {
    disarm();
    deadline =
        context
            .executor()
            .schedule(() -> close(context), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    var unused = context.close();
  }

  private void disarm() {
    if (deadline != null) {
      var unused = deadline.cancel(false);
      deadline = null;
    }
  }
}
