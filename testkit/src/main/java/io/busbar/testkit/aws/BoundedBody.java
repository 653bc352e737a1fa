// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Collects a request's body up to 4 MiB; more than any request of the APIs behind it may have. */
final class BoundedBody extends HttpObjectAggregator {
  static final int MAX_BYTES = 4 * 1024 * 1024;

  BoundedBody() {
    super(MAX_BYTES);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    var answer =
        HttpAnswers.refusal(
            413,
            "RequestEntityTooLargeException",
            "The request's body is longer than %d bytes.".formatted(MAX_BYTES));
    var unused = context.writeAndFlush(answer);
  }
}
