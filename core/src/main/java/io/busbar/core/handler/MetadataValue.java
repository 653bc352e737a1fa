// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a handler's parameter one value of the event's head, by its name: {@code id}, {@code
 * schemaVersion}, {@code occurredAt}, {@code service}, {@code serviceVersion}, {@code
 * correlationId}, {@code causationId}, {@code hops}, {@code subject} (of the actor), {@code
 * account} and {@code region} (as EventBridge sets them), {@code busEventId}, {@code replayName}. A
 * value that the event does not have is null.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface MetadataValue {
  String value();
}
