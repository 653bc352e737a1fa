// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection with the answer that says so, in such a way that the client gets to read it: a
 * socket that is closed while the client still sends is reset, and a reset may overtake the answer.
 * So nothing more is said, what still comes is thrown away, and the client hangs up (RFC 9112, 9.6)
 * or is hung up on when it takes too long. All of it runs on the connection's event loop.
 */
final class LastWord extends ChannelDuplexHandler {
  private final Duration patience;
  private boolean said;

  /**
   * @param patience how long a client may take to hang up
   */
  LastWord(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (said) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new IllegalStateException("The last answer was given."));
      return;
    }
    if (message instanceof FullHttpResponse answer && !HttpUtil.isKeepAlive(answer)) {
      said = true;
      promise.addListener(written -> linger(context));
    }
    var unused = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (said) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (said) {
      close(context);
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  private void linger(ChannelHandlerContext context) {
    if (context.isRemoved()) {
      return; // The client has hung up already.
    }
    ChannelPipeline pipeline = context.pipeline();
    // What they hold of the request is of no use any more.
    while (pipeline.last() != this) {
      pipeline.removeLast();
    }
    var unused = ((DuplexChannel) context.channel()).shutdownOutput();
    var deadline =
        context
            .executor()
            .schedule(() -> close(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    context.channel().closeFuture().addListener(closed -> deadline.cancel(false));
  }

  private static void close(ChannelHandlerContext context) {
    var unused = context.close();
  }
}
