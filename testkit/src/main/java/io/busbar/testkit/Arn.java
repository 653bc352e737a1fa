// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Amazon Resource Name of this organization, always of the partition {@code aws}. */
record Arn(String service, String region, String account, String resource) {

  private static final Pattern FORM =
      Pattern.compile("arn:aws:([a-z]+):([a-z0-9-]+):(\\d{12}):(.+)");

  static Optional<Arn> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Arn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "arn:aws:" + service + ':' + region + ':' + account + ':' + resource;
  }
}
