// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** From answers to HTTP. */
final class HttpAnswers {
  private HttpAnswers() {}

  static FullHttpResponse of(AwsResponse answer, boolean keepAlive) {
    ByteBuf body = Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8);
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
    answer.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }

  /** What a request gets that never became one of AWS's; the connection ends with it. */
  static FullHttpResponse refusal(int status, String type, String message) {
    Answers answers = new Answers(null, UUID.randomUUID().toString());
    return of(answers.failure(status, type, message), false);
  }
}
