// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** From answers to what the SDK reads. */
final class SdkAnswer {
  private SdkAnswer() {}

  static byte[] body(AwsResponse answer) {
    return answer.body().getBytes(StandardCharsets.UTF_8);
  }

  static SdkHttpResponse head(AwsResponse answer, byte[] body) {
    SdkHttpFullResponse.Builder head =
        SdkHttpResponse.builder()
            .statusCode(answer.status())
            .putHeader("Content-Length", String.valueOf(body.length));
    answer.headers().forEach(head::putHeader);
    return head.build();
  }
}
