// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text of a policy, with the wildcards and the variables that its place allows. */
final class PolicyText implements ConditionValue {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([^},]+?)\\s*(?:,\\s*'([^']*)'\\s*)?}");

  /** The ways to write the wildcards' own characters: {@code ${*}}, {@code ${?}}, {@code ${$}}. */
  private static final String ESCAPABLE = "*?$";

  private final String raw;
  private final WildcardKind kind;

  /** Null when each request makes its own, with the variables' values. */
  private final @Nullable Pattern fixed;

  private PolicyText(String raw, WildcardKind kind, @Nullable Pattern fixed) {
    this.raw = raw;
    this.kind = kind;
    this.fixed = fixed;
  }

  static PolicyText literal(String raw, WildcardKind kind) {
    WildcardPattern pattern = new WildcardPattern(kind);
    pattern.addWild(raw);
    return new PolicyText(raw, kind, pattern.compile());
  }

  static PolicyText withVariables(String raw, WildcardKind kind) {
    return VARIABLE.matcher(raw).find() ? new PolicyText(raw, kind, null) : literal(raw, kind);
  }

  @Override
  public String raw() {
    return raw;
  }

  @Override
  public boolean isResolvable(PolicyRequest request) {
    return pattern(request).isPresent();
  }

  @Override
  public boolean matches(String found, PolicyRequest request) {
    return pattern(request).filter(pattern -> pattern.matcher(found).matches()).isPresent();
  }

  private Optional<Pattern> pattern(PolicyRequest request) {
    if (fixed != null) {
      return Optional.of(fixed);
    }
    WildcardPattern pattern = new WildcardPattern(kind);
    var variables = VARIABLE.matcher(raw);
    int end = 0;
    while (variables.find()) {
      pattern.addWild(raw.substring(end, variables.start()));
      Optional<String> value = value(variables.group(1), variables.group(2), request);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      pattern.addLiteral(value.get());
      end = variables.end();
    }
    pattern.addWild(raw.substring(end));
    return Optional.of(pattern.compile());
  }

  /** A key with several values has none as a variable. */
  private static Optional<String> value(
      String name, @Nullable String whenAbsent, PolicyRequest request) {
    if (name.length() == 1 && ESCAPABLE.contains(name)) {
      return Optional.of(name);
    }
    List<String> values = request.values(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.ofNullable(whenAbsent);
  }
}
