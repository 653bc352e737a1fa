// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.Secret;
import io.busbar.testkit.Tags;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which secrets a request asks for (Secrets Manager User Guide, "Find secrets"): names, tags and
 * their values by their beginning with upper and lower case, descriptions by words without; {@code
 * !} negates.
 */
record SecretFilters(List<Input> filters, Tags tags) {

  boolean take(Secret secret) {
    return filters.stream().allMatch(filter -> takes(filter, secret));
  }

  private boolean takes(Input filter, Secret secret) {
    String key = filter.text("Key", "");
    return filter.texts("Values").stream()
        .anyMatch(
            value ->
                value.startsWith("!")
                    ? !has(key, value.substring(1), secret)
                    : has(key, value, secret));
  }

  private boolean has(String key, String value, Secret secret) {
    return switch (key) {
      case "name" -> secret.name().startsWith(value);
      case "description" -> contains(secret.settings().description(), value);
      case "tag-key" -> begins(tags.of(secret.arn()).keySet().stream(), value);
      case "tag-value" -> begins(tags.of(secret.arn()).values().stream(), value);
      case "all" -> hasAnywhere(value, secret);
      default -> false;
    };
  }

  private boolean hasAnywhere(String value, Secret secret) {
    return Stream.of("name", "description", "tag-key", "tag-value")
            .anyMatch(key -> has(key, value, secret))
        || contains(secret.name(), value);
  }

  private static boolean begins(Stream<String> texts, String value) {
    return texts.anyMatch(text -> text.startsWith(value));
  }

  private static boolean contains(String text, String value) {
    return text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
  }
}
