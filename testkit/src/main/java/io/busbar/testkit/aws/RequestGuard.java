// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what clients that never finish a request can hold: the time of one request, and the bytes
 * of all that are not complete. One for each connection; all of it runs on the connection's event
 * loop.
 */
final class RequestGuard extends ChannelDuplexHandler {

  /** Enough for 16 of the longest requests at a time. */
  static final long MAX_INCOMPLETE_BYTES = 16L * BoundedBody.MAX_BYTES;

  private final AtomicLong allIncomplete;
  private final Duration patience;
  private long incomplete;
  private boolean refused;
  private @Nullable ScheduledFuture<?> deadline;

  /**
   * @param allIncomplete bytes of all connections' requests that are not complete
   * @param patience how long a client may take from the end of an answer, or from the start, to the
   *     end of its next request
   */
  RequestGuard(AtomicLong allIncomplete, Duration patience) {
    this.allIncomplete = allIncomplete;
    this.patience = patience;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    arm(context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpContent content && !hold(content.content().readableBytes())) {
      ReferenceCountUtil.release(message);
      refuse(context);
      return;
    }
    if (message instanceof LastHttpContent) {
      disarm();
      giveBack();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof FullHttpResponse) {
      arm(context);
    }
    var unused = context.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    disarm();
    giveBack();
    context.fireChannelInactive();
  }

  private boolean hold(int bytes) {
    incomplete += bytes;
    return allIncomplete.addAndGet(bytes) <= MAX_INCOMPLETE_BYTES;
  }

  private void giveBack() {
    allIncomplete.addAndGet(-incomplete);
    incomplete = 0;
  }

  private void refuse(ChannelHandlerContext context) {
    refused = true;
    context
        .writeAndFlush(
            HttpAnswers.refusal(
                503, "ServiceUnavailable", "Too many requests are on their way at the same time."))
        .addListener(ChannelFutureListener.CLOSE);
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
