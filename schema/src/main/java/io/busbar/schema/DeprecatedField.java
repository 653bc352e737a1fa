// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component that is still sent but will go. The mark is part of the schema; who reads the
 * field is counted (see {@code DeprecatedReads}) and named when it is removed.
 */
@Documented
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface DeprecatedField {

  /** The version of the event that deprecated it. */
  int since();

  /**
   * The day until which it is promised, as in {@code 2027-06-30}. Default: until nobody reads it.
   */
  String removeAfter() default "";

  /** What to read instead, as in {@code itemsV2}. Default: nothing replaces it. */
  String replacedBy() default "";
}
