// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

/** What a transport learned about one entry. */
public sealed interface EntryResult {

  /** The bus has it. */
  record Accepted(String busEventId) implements EntryResult {}

  /**
   * The bus does not have it.
   *
   * @param code EventBridge's error code
   */
  record Refused(String code, String message) implements EntryResult {
    public Fault fault() {
      return Fault.ofCode(code);
    }
  }

  /**
   * Nobody knows: the request went out and no answer came. Sending it again may publish it twice,
   * under the same event id.
   */
  record Unknown(String reason) implements EntryResult {}
}
