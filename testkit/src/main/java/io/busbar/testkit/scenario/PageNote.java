// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.nio.file.Path;

/** Says in a failure where its page is. */
final class PageNote {
  private PageNote() {}

  static String at(Path page) {
    return "\nAs a page: " + page + "\n";
  }

  /** A failure that takes the place of another. */
  static <T extends Throwable> T same(T old, T next) {
    next.setStackTrace(old.getStackTrace());
    for (Throwable suppressed : old.getSuppressed()) {
      next.addSuppressed(suppressed);
    }
    return next;
  }
}
