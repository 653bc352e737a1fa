// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A log group of CloudWatch as a rule's target: keeps every envelope that it gets, in order.
 * Thread-safe.
 */
public final class LogGroup implements Destination {
  private final Region region;
  private final String name;
  private final String arn;
  private final List<String> events = new ArrayList<>();

  LogGroup(Region region, String name) {
    this.region = region;
    this.name = name;
    this.arn = region.arn("logs", "log-group:" + name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String arn() {
    return arn;
  }

  @Override
  public Region region() {
    return region;
  }

  /** The envelopes so far, as JSON. */
  public List<String> events() {
    return region.state().locked(after -> List.copyOf(events));
  }

  void add(String envelope) {
    events.add(envelope);
  }

  @Override
  public String toString() {
    return arn();
  }
}
