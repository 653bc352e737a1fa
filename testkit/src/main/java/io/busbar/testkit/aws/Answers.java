// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to one request.
 *
 * @param service null when the request named none that there is
 */
record Answers(@Nullable ServiceTable service, String requestId) {

  AwsResponse success(ObjectNode json) {
    return new AwsResponse(200, headers(), json.toString());
  }

  /**
   * An error: the body names the shape; a query compatible service adds the code of its former
   * protocol in a header.
   */
  AwsResponse failure(int status, String code, String message) {
    Map<String, String> headers = headers();
    ErrorName name = service == null ? ErrorName.plain(code) : service.errorName(code);
    headers.put("x-amzn-ErrorType", name.type());
    if (name.queryCode() != null) {
      headers.put(
          "x-amzn-query-error", name.queryCode() + (status < 500 ? ";Sender" : ";Receiver"));
    }
    ObjectNode json = Json.object().put("__type", name.shape()).put("message", message);
    return new AwsResponse(status, headers, json.toString());
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", service == null ? ServiceTable.JSON_1_1 : service.contentType());
    headers.put("x-amzn-RequestId", requestId);
    return headers;
  }
}
