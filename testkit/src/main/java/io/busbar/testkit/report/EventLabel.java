// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.Trace;
import io.busbar.testkit.TracedEvent;

/** An event's short name, linked to its place in the tree, and its detail-type. */
final class EventLabel {
  private EventLabel() {}

  static void write(Html html, Trace trace, TracedEvent event) {
    String name = trace.nameOf(event);
    html.element("a", name, "class", "name", "href", "#" + name).text(" ");
    html.element("span", event.detailType(), "class", "type");
  }
}
