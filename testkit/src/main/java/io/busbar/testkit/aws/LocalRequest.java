// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A request for something of LocalAws's own.
 *
 * @param host the header, as the client wrote it; empty when there is none
 * @param origin of the page that asks, which browsers send; empty when there is none
 */
record LocalRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    String host,
    String origin,
    String body) {

  static LocalRequest of(FullHttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    return new LocalRequest(
        request.method().name(),
        uri.path(),
        uri.parameters(),
        request.headers().get(HttpHeaderNames.HOST, ""),
        request.headers().get(HttpHeaderNames.ORIGIN, ""),
        request.content().toString(StandardCharsets.UTF_8));
  }

  /** The first value of a parameter, or "". */
  String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(0);
  }
}
