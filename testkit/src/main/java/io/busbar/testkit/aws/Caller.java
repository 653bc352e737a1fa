// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and where: an access key id of twelve digits is the account, the Region is the one of
 * the credential scope. The signature is not checked.
 *
 * @param account twelve digits; {@value #DEFAULT_ACCOUNT} when the access key id is something else
 * @param region {@value #DEFAULT_REGION} when the request is not signed
 */
record Caller(String account, String region) {

  /** The account of a caller whose access key id is not an account. */
  static final String DEFAULT_ACCOUNT = "123456789012";

  /** The Region of a caller who does not sign. */
  static final String DEFAULT_REGION = "us-east-1";

  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/,\\s]{1,128})/\\d{8}/([a-z0-9-]{1,32})/");

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /**
   * Reads the {@code Authorization} header of Signature Version 4.
   *
   * @param authorization the header, or null when the request has none
   */
  static Caller of(@Nullable String authorization) {
    Matcher credential = CREDENTIAL.matcher(authorization == null ? "" : authorization);
    if (!credential.find()) {
      return new Caller(DEFAULT_ACCOUNT, DEFAULT_REGION);
    }
    String key = credential.group(1);
    return new Caller(ACCOUNT.matcher(key).matches() ? key : DEFAULT_ACCOUNT, credential.group(2));
  }

  /** The caller's account, in the Region where it calls. */
  Region region(InMemoryOrganization organization) {
    return organization.account(account).region(region);
  }
}
