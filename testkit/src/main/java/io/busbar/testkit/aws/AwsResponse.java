// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.util.Map;

/**
 * The answer to an {@link AwsRequest}.
 *
 * @param status the HTTP status
 * @param headers {@code Content-Type}, {@code x-amzn-RequestId} and, for errors, {@code
 *     x-amzn-ErrorType} and SQS's {@code x-amzn-query-error}
 * @param body JSON text
 */
record AwsResponse(int status, Map<String, String> headers, String body) {
  AwsResponse {
    headers = Map.copyOf(headers);
  }
}
