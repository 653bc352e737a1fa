// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a receiver holds: which receive of which message. Opaque to callers, as SQS's is. */
record ReceiptHandle(String queueArn, String messageId, int receive) {

  String encoded() {
    String text = queueArn + ' ' + messageId + ' ' + receive;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws AwsErrorException {@code ReceiptHandleIsInvalid} if SQS never gave out such a handle
   *     for this queue
   */
  static ReceiptHandle decode(String text, String queueArn) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
      if (parts.length == 3 && parts[0].equals(queueArn)) {
        return new ReceiptHandle(parts[0], parts[1], Integer.parseInt(parts[2]));
      }
    } catch (IllegalArgumentException notOurs) {
      // Neither Base64 nor a number: refused below like every other text.
    }
    throw new AwsErrorException(
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"" + text + "\" is not a valid receipt handle.");
  }
}
