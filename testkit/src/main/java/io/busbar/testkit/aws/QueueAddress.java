// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From queue URLs to queues and back. A URL's path is {@code /<account>/<name>}; its host does not
 * matter.
 */
final class QueueAddress {
  private static final Pattern PATH = Pattern.compile("(?:https?://[^/]*)?/(\\d{12})/([^/]+)");

  private final InMemoryOrganization organization;

  QueueAddress(InMemoryOrganization organization) {
    this.organization = organization;
  }

  /**
   * The queue that the request names by its URL, in the Region of the call; of any account, since
   * policies are not evaluated.
   */
  Queue queue(Call call) {
    String url = call.input().text("QueueUrl");
    if (url == null) {
      throw SqsErrors.missing("QueueUrl");
    }
    Matcher path = PATH.matcher(url);
    if (!path.matches()) {
      throw new AwsErrorException(
          "InvalidAddress", "The address " + url + " is not valid for this endpoint.");
    }
    return organization
        .account(path.group(1))
        .region(call.caller().region())
        .requireQueue(path.group(2));
  }

  /** A URL that leads the client back to this endpoint. */
  static String url(Call call, Queue queue) {
    return call.endpoint() + '/' + queue.region().account().id() + '/' + queue.name();
  }
}
