// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import io.busbar.core.BusbarException;

/** Something in a template that cannot be; becomes a finding that names where it was. */
final class Mistake extends BusbarException {
  private static final long serialVersionUID = 1L;
  private final String text;

  /**
   * @param text a full sentence
   */
  Mistake(String text) {
    super(text);
    this.text = text;
  }

  String text() {
    return text;
  }
}
