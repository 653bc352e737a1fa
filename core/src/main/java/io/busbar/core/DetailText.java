// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.io.Reader;

/**
 * Reads a message from one of the detail's members on, behind an opening brace of its own, so that
 * the members form an object whatever stands before them. A parser stops at the brace that closes
 * it.
 */
final class DetailText extends Reader {
  private final String text;
  private int next;
  private boolean opened;

  /**
   * @param begin where the first member, or the closing brace, stands
   */
  DetailText(String text, int begin) {
    this.text = text;
    this.next = begin;
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int at = offset;
    if (!opened) {
      opened = true;
      buffer[at++] = '{';
    }
    int count = Math.min(offset + length - at, text.length() - next);
    text.getChars(next, next + count, buffer, at);
    next += count;
    return at + count == offset ? -1 : at + count - offset;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
