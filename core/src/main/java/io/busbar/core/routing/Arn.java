// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.Optional;

/**
 * An Amazon Resource Name: names one resource of AWS. Immutable.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}…
 * @param service as in {@code events}
 * @param region empty for a service without Regions, such as IAM
 * @param account twelve digits; {@code aws} for what AWS manages; empty where the resource is
 *     enough, as for an S3 bucket
 * @param resource all that follows the fifth colon, further colons and slashes included
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  private static final String PREFIX = "arn:";
  private static final int PARTS = 5;
  private static final int ACCOUNT_DIGITS = 12;

  /**
   * @throws IllegalArgumentException if the parts do not make an ARN
   */
  public Arn {
    if (!isValid(partition, service, account, resource)) {
      throw invalid("arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource));
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not an ARN
   */
  public static Arn of(String text) {
    return find(text).orElseThrow(() -> invalid(text));
  }

  /** The ARN, or empty if the text is none; a name for example, where AWS takes both. */
  public static Optional<Arn> find(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] parts = new String[PARTS];
    int start = PREFIX.length();
    for (int part = 0; part < PARTS - 1; part++) {
      int end = text.indexOf(':', start);
      if (end < 0) {
        return Optional.empty();
      }
      parts[part] = text.substring(start, end);
      start = end + 1;
    }
    parts[PARTS - 1] = text.substring(start);
    return isValid(parts[0], parts[1], parts[3], parts[4])
        ? Optional.of(new Arn(parts[0], parts[1], parts[2], parts[3], parts[4]))
        : Optional.empty();
  }

  private static boolean isValid(
      String partition, String service, String account, String resource) {
    return !partition.isBlank() && !service.isBlank() && isAccount(account) && !resource.isBlank();
  }

  private static boolean isAccount(String account) {
    return account.isEmpty()
        || account.equals("aws")
        || (account.length() == ACCOUNT_DIGITS && areDigits(account));
  }

  private static boolean areDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "An ARN has six parts, as in 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus', but was '%s'."
                .formatted(text)
            + " Give partition, service, Region, account (twelve digits) and resource; only Region and account may be empty.");
  }

  /** The ARN as AWS writes it. */
  @Override
  public String toString() {
    return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
  }
}
