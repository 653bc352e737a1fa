// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.Secret;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list of secrets: by the time of their creation, oldest first, unless the request
 * says otherwise (ListSecrets API: "If not specified, secrets are listed by CreatedDate"; which end
 * comes first is assumed). Those of one moment are sorted by name.
 */
record SecretOrder(String by, Comparator<String> order) {

  static SecretOrder of(Input input) {
    return new SecretOrder(
        input.text("SortBy", "created-date"),
        input.text("SortOrder", "asc").equals("desc")
            ? Comparator.reverseOrder()
            : Comparator.naturalOrder());
  }

  Page<Secret> page(List<Secret> secrets, Page.Cursor cursor, int limit) {
    List<Secret> sorted = secrets.stream().sorted(Comparator.comparing(this::key, order)).toList();
    return Page.of(sorted, this::key, order, cursor, limit);
  }

  private String key(Secret secret) {
    return switch (by) {
      case "created-date" -> key(secret.times().created(), secret);
      case "last-changed-date" -> key(secret.times().changed(), secret);
      case "last-accessed-date" -> key(secret.times().accessed(), secret);
      default -> secret.name();
    };
  }

  /** Texts of one length are in the order of their times. */
  private static String key(@Nullable Instant time, Secret secret) {
    Instant known = time == null ? Instant.EPOCH : time;
    return "%012d.%09d %s".formatted(known.getEpochSecond(), known.getNano(), secret.name());
  }
}
