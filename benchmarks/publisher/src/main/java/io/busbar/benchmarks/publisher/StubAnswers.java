// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.CharsetUtil;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/** Takes every entry, and says so after a while. */
final class StubAnswers extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final byte[] ENTRY = "\"DetailType\":".getBytes(CharsetUtil.US_ASCII);
  private static final String ONE = "{\"EventId\":\"11710aed-b79e-4468-a20b-bb3c0c3b4860\"}";
  private static final int MOST = 10;
  private static final byte[][] BODIES = new byte[MOST + 1][];

  static {
    for (int entries = 0; entries <= MOST; entries++) {
      String all = String.join(",", Collections.nCopies(entries, ONE));
      BODIES[entries] =
          ("{\"FailedEntryCount\":0,\"Entries\":[" + all + "]}").getBytes(CharsetUtil.US_ASCII);
    }
  }

  private final long latency;

  StubAnswers(long latency) {
    this.latency = latency;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.wrappedBuffer(BODIES[entries(request.content())]));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/x-amz-json-1.1")
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set("x-amzn-RequestId", "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE");
    if (latency == 0) {
      context.writeAndFlush(response);
      return;
    }
    context
        .executor()
        .schedule(() -> context.writeAndFlush(response), latency, TimeUnit.MILLISECONDS);
  }

  /** The SDK writes this member once for each entry; within a detail its quotes are escaped. */
  private static int entries(ByteBuf body) {
    byte[] bytes = new byte[body.readableBytes()];
    body.readBytes(bytes);
    int entries = 0;
    for (int i = 1; i <= bytes.length - ENTRY.length; i++) {
      if (bytes[i] == ENTRY[0] && isEntry(bytes, i)) {
        entries++;
        i += ENTRY.length;
      }
    }
    return entries;
  }

  private static boolean isEntry(byte[] bytes, int at) {
    return bytes[at - 1] != '\\'
        && Arrays.equals(bytes, at, at + ENTRY.length, ENTRY, 0, ENTRY.length);
  }
}
