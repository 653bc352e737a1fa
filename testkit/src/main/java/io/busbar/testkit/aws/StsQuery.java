// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Security Token Service, which speaks AWS's query protocol: a form is asked, XML is answered.
 * It serves GetCallerIdentity, by which tools find out their account.
 */
final class StsQuery {
  private static final String VERSION = "2011-06-15";
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([^&]*)");
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/" + VERSION + "/";

  private StsQuery() {}

  static boolean isFor(AwsRequest request) {
    return request.target().isEmpty() && request.body().contains("Version=" + VERSION);
  }

  static AwsResponse answer(AwsRequest request, String requestId) {
    Matcher action = ACTION.matcher(request.body());
    String name = action.find() ? decoded(action.group(1)) : "";
    return name.equals("GetCallerIdentity")
        ? response(200, requestId, identity(request.caller(), requestId))
        : response(400, requestId, unknown(name, requestId));
  }

  private static String identity(Caller caller, String requestId) {
    return """
        <GetCallerIdentityResponse xmlns="%s">
          <GetCallerIdentityResult>
            <Arn>arn:aws:iam::%s:root</Arn>
            <UserId>%s</UserId>
            <Account>%s</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata>
            <RequestId>%s</RequestId>
          </ResponseMetadata>
        </GetCallerIdentityResponse>
        """
        .formatted(NAMESPACE, caller.account(), caller.account(), caller.account(), requestId);
  }

  private static String unknown(String name, String requestId) {
    return """
        <ErrorResponse xmlns="%s">
          <Error>
            <Type>Sender</Type>
            <Code>InvalidAction</Code>
            <Message>LocalAws does not serve '%s' of STS. docs/local-aws.md lists what it serves.</Message>
          </Error>
          <RequestId>%s</RequestId>
        </ErrorResponse>
        """
        .formatted(NAMESPACE, name.replaceAll("[^A-Za-z0-9]", "?"), requestId);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return "";
    }
  }

  private static AwsResponse response(int status, String requestId, String xml) {
    return new AwsResponse(
        status, Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId), xml);
  }
}
