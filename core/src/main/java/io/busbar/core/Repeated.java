// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/**
 * Remembers a text that most messages share with the one before, such as the source: to recognise
 * it costs less than to copy it out of each message.
 *
 * <p>Thread-safe without being volatile: a thread that sees an older text copies once more.
 */
final class Repeated {
  private String last = "";

  String last() {
    return last;
  }

  void last(String seen) {
    last = seen;
  }
}
