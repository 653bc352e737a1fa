// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which accounts may send as which source. A source is whatever its sender writes; the account is
 * set by EventBridge.
 */
final class Origins {
  private static final int ACCOUNT_DIGITS = 12;
  private final List<Origin> origins = new ArrayList<>();

  void trust(String source, Set<String> accounts) {
    origins.add(new Origin(new HandlerDescriptor.EventMatch(source, "*", null), accounts));
  }

  List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (Origin origin : origins) {
      String where = "trust(\"" + origin.match.source() + "\", …)";
      if (origin.accounts.isEmpty()) {
        findings.add(
            where
                + " names no account, so that every event of it would be taken for forged.\nName the accounts that send it.");
      }
      findings.addAll(findings(where, origin.accounts));
    }
    return findings;
  }

  /** What is wrong with account ids. */
  static List<String> findings(String where, Set<String> accounts) {
    return new TreeSet<>(accounts)
        .stream()
            .filter(account -> !isAccount(account))
            .map(
                account ->
                    String.format(
                        "%s names the account '%s', but an account id has exactly %d digits.\nWrite it as text, with its leading zeros.",
                        where, account, ACCOUNT_DIGITS))
            .toList();
  }

  /** Whether events that the handler takes are to be checked at all. */
  boolean concern(HandlerDescriptor handler) {
    return !handler.traits().accounts().isEmpty()
        || origins.stream().anyMatch(origin -> origin.match.overlapsSource(handler.match()));
  }

  /** Every rule about the source must trust the account, the handler's own included. */
  boolean trust(HandlerDescriptor handler, String source, String account) {
    Set<String> own = handler.traits().accounts();
    return (own.isEmpty() || own.contains(account))
        && origins.stream()
            .filter(origin -> origin.match.takesSource(source))
            .allMatch(origin -> origin.accounts.contains(account));
  }

  /** For a person. */
  String describe(HandlerDescriptor handler) {
    List<String> texts = new ArrayList<>();
    if (!handler.traits().accounts().isEmpty()) {
      texts.add(sorted(handler.traits().accounts()));
    }
    origins.stream()
        .filter(origin -> origin.match.overlapsSource(handler.match()))
        .map(origin -> sorted(origin.accounts) + " for " + origin.match.source())
        .forEach(texts::add);
    return "trusts " + String.join(", ", texts);
  }

  private static String sorted(Set<String> accounts) {
    return accounts.stream().sorted().collect(Collectors.joining(" and "));
  }

  private static boolean isAccount(String text) {
    return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private record Origin(HandlerDescriptor.EventMatch match, Set<String> accounts) {
    Origin {
      accounts = Set.copyOf(accounts);
    }
  }
}
