// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final int PARTS = 6;
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}|aws|");

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
    String[] parts = text.split(":", PARTS);
    if (parts.length < PARTS
        || !parts[0].equals("arn")
        || !isValid(parts[1], parts[2], parts[4], parts[5])) {
      return Optional.empty();
    }
    return Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
  }

  private static boolean isValid(
      String partition, String service, String account, String resource) {
    return !partition.isBlank()
        && !service.isBlank()
        && ACCOUNT.matcher(account).matches()
        && !resource.isBlank();
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
