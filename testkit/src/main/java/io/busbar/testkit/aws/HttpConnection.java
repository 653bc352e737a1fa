// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. It answers in the order of the requests, one at a time, and goes on reading while
 * a long poll is open, so that a client that hangs up ends its poll. All of it runs on the
 * connection's event loop.
 */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

  /** Requests that a client may send ahead. AWS's clients send none. */
  private static final int MAX_AHEAD = 8;

  /** Of one connection: what waits behind a long poll stays in memory until it is over. */
  private static final int MAX_AHEAD_BYTES = 256 * 1024;

  private final AwsProtocol protocol;
  private final LocalRoutes routes;
  private final HeldBytes held;
  private final Deque<FullHttpRequest> ahead = new ArrayDeque<>();
  private int aheadBytes;
  private @Nullable CompletableFuture<AwsResponse> current;

  /**
   * @param held by all connections' requests that are not answered
   */
  HttpConnection(AwsProtocol protocol, LocalRoutes routes, HeldBytes held) {
    this.held = held;
    this.protocol = protocol;
    this.routes = routes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (!context.channel().isActive()) {
      return;
    }
    // Who sends more requests without reading the answers would fill our memory.
    if (!context.channel().isWritable() || ahead.size() == MAX_AHEAD) {
      var unused = context.close();
    } else if (current == null) {
      serve(context, request);
    } else {
      goAhead(context, request);
    }
  }

  private void goAhead(ChannelHandlerContext context, FullHttpRequest request) {
    int bytes = request.content().readableBytes();
    if (aheadBytes + bytes > MAX_AHEAD_BYTES || !held.take(bytes)) {
      var unused = context.close();
    } else {
      aheadBytes += bytes;
      ahead.add(request.retain());
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (current != null) {
      current.cancel(false);
    }
    ahead.forEach(FullHttpRequest::release);
    ahead.clear();
    held.giveBack(aheadBytes);
    aheadBytes = 0;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("A connection broke: {}", cause.toString());
    var unused = context.close();
  }

  private void serve(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      refuse(context, 400, "BadRequest", "The request is not HTTP/1.1.");
    } else if (LocalRoutes.covers(request.uri())) {
      write(context, routes.answer(LocalRequest.of(request)), HttpUtil.isKeepAlive(request));
    } else if (!request.method().equals(HttpMethod.POST)) {
      refuse(context, 405, "MethodNotAllowed", "LocalAws takes POST, as AWS's JSON protocols do.");
    } else {
      ask(context, read(context, request), HttpUtil.isKeepAlive(request));
    }
  }

  private static void refuse(ChannelHandlerContext context, int status, String type, String text) {
    var unused = context.writeAndFlush(HttpAnswers.refusal(status, type, text));
  }

  private static AwsRequest read(ChannelHandlerContext context, FullHttpRequest request) {
    var headers = request.headers();
    String host = headers.get(HttpHeaderNames.HOST);
    return new AwsRequest(
        headers.get("X-Amz-Target", ""),
        Caller.of(headers.get(HttpHeaderNames.AUTHORIZATION)),
        "http://" + (host == null ? authority(context) : host),
        request.content().toString(StandardCharsets.UTF_8));
  }

  private static String authority(ChannelHandlerContext context) {
    return context.channel().localAddress().toString().replaceFirst("^[^/]*/", "");
  }

  private void ask(ChannelHandlerContext context, AwsRequest request, boolean keepAlive) {
    CompletableFuture<AwsResponse> answer = protocol.handle(request);
    current = answer;
    var unused =
        answer.whenComplete(
            (response, cancelled) -> {
              if (response != null) {
                onLoop(context, () -> write(context, response, keepAlive));
              }
            });
  }

  private static void onLoop(ChannelHandlerContext context, Runnable work) {
    if (context.executor().inEventLoop()) {
      work.run();
    } else {
      context.executor().execute(work);
    }
  }

  private void write(ChannelHandlerContext context, AwsResponse response, boolean keepAlive) {
    current = null;
    var unused = context.writeAndFlush(HttpAnswers.of(response, keepAlive));
    FullHttpRequest next = keepAlive ? ahead.poll() : null;
    if (next == null) {
      return;
    }
    aheadBytes -= next.content().readableBytes();
    held.giveBack(next.content().readableBytes());
    try {
      serve(context, next);
    } finally {
      next.release();
    }
  }
}
