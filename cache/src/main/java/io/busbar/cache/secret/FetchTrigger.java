// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

/** Why a secret is asked for at its source; the lower-case name is the meter's tag. */
enum FetchTrigger {
  LOAD("load"),
  AGE("age"),
  ROTATION("rotation"),
  AUTHENTICATION("authentication"),
  REQUEST("request");

  private final String tag;

  FetchTrigger(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }
}
