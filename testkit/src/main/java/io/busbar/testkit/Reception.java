// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.publish.EntryResult;

/** What PutEvents makes of one entry. */
sealed interface Reception {

  /** The caller is told that it is not taken. */
  record Refused(Layer layer, EntryResult.Refused answer) implements Reception {}

  /** The bus does not exist; the caller is not told. */
  record NoBus(Envelope event, String name) implements Reception {}

  /** The bus's policy does not let the caller put it. */
  record Denied(Envelope event, Bus bus, String reason) implements Reception {}

  /** The bus takes it. */
  record Taken(Envelope event, Bus bus) implements Reception {}
}
