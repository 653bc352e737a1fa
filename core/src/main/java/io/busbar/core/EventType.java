// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what event a record is. Publishers take source, detail-type and schema version from here;
 * handlers find their events by it.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

  /**
   * Who sends it, as in {@code grocer.customer-web}. Sources that begin with {@code aws.} belong to
   * AWS.
   */
  String source();

  /** The detail-type: what happened, in the past tense. At most 128 characters (PutEvents API). */
  String name();

  /** The schema version, counted from 1. Written into {@code _metadata.schemaVersion}. */
  int version() default 1;

  /**
   * Whether the reserved members {@code _metadata} and {@code traceContext} are written. Switch
   * them off for consumers whose schemas are closed; such an event then has EventBridge's id only,
   * is not traced, and cannot be recognised as a duplicate after a retry.
   */
  boolean reservedMembers() default true;
}
