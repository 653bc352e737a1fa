// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.ConfigurationException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Says in properties what builders say of their options: {@code maxDelay must…} as {@code
 * busbar.publisher.max-delay must…}, {@code deadLetterQueueUrl(…)} as {@code
 * busbar.queues.orders.dead-letter-queue}.
 */
final class OptionNames {
  private static final Pattern LEADING = Pattern.compile("^([a-z][A-Za-z]*)(?= (?:is|must) )");
  private static final Pattern CHOICE =
      Pattern.compile("\\b([a-z][A-Za-z]*)\\([A-Za-z]+\\.([A-Z_]+)\\)");
  private static final Pattern CALL = Pattern.compile("(?<!\\.)\\b([a-z][A-Za-z]*)\\(…\\)");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])[A-Z]");

  private OptionNames() {}

  /** Makes a part; what its builder finds wrong is thrown in the words of properties. */
  static <T> T translated(String prefix, Supplier<T> made) {
    try {
      return made.get();
    } catch (ConfigurationException mistakes) {
      throw ConfigurationException.of(
          prefix,
          mistakes.findings().stream().map(finding -> inProperties(prefix, finding)).toList());
    }
  }

  static String inProperties(String prefix, String finding) {
    String text = finding.replace("SqsEventContainer.builder(…)", prefix + ".url");
    text = LEADING.matcher(text).replaceAll(match -> property(prefix, match));
    text =
        CHOICE
            .matcher(text)
            .replaceAll(match -> property(prefix, match) + "=" + kebab(match.group(2)));
    return CALL.matcher(text).replaceAll(match -> property(prefix, match));
  }

  private static String property(String prefix, MatchResult option) {
    String name =
        option.group(1).equals("deadLetterQueueUrl") ? "deadLetterQueue" : option.group(1);
    return prefix + "." + kebab(name);
  }

  private static String kebab(String name) {
    return HUMP.matcher(name).replaceAll("-$0").replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
