// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a target gets of an event. A bus always gets the event as it is. Immutable.
 *
 * <p>What EventBridge refuses is refused when the target is made, with EventBridge's text: that
 * names the target.
 */
public sealed interface TargetInput {

  /** The event as it is on the bus. */
  TargetInput WHOLE_EVENT = new WholeEvent();

  /** As {@link #WHOLE_EVENT}, which is the only one. */
  record WholeEvent() implements TargetInput {}

  /**
   * The same for every event ({@code Input}).
   *
   * @param json any JSON value, at most 8,192 characters; passed on as it is
   */
  record Constant(String json) implements TargetInput {}

  /**
   * A part of the event ({@code InputPath}), as JSON. A path that leads to nothing gives an empty
   * string.
   *
   * @param path as in {@code $.detail.order}, at most 256 characters
   */
  record Path(String path) implements TargetInput {}

  /**
   * A text with parts of the event ({@code InputTransformer}). A placeholder outside of quotes
   * becomes the value's JSON; within quotes it becomes the value's text, objects and arrays then
   * lose their quotes, and nothing is escaped. A path that leads to nothing gives an empty string.
   * A template that is a JSON object and does not give JSON fails the delivery ({@code
   * INVALID_JSON}).
   *
   * @param paths from the names of placeholders to paths, at most 100
   * @param template with placeholders such as {@code <order>}, at most 8,192 characters; {@code
   *     <aws.events.rule-arn>}, {@code <aws.events.rule-name>}, {@code
   *     <aws.events.event.ingestion-time>}, {@code <aws.events.event>} (without the detail) and
   *     {@code <aws.events.event.json>} are always there
   */
  record Transformer(Map<String, String> paths, String template) implements TargetInput {

    public Transformer {
      paths = Collections.unmodifiableMap(new TreeMap<>(paths));
    }
  }
}
