// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the values of a record's component may be, or of an identifier's record wherever it is used.
 * Jakarta Validation's annotations do the same where a service has them.
 *
 * <pre>{@code
 * @Constraints(pattern = "^ord-[0-9a-f]{8}$")
 * record OrderId(@JsonValue String value) {}
 * }</pre>
 */
@Documented
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Constraints {

  /** A regular expression that is found in the text; anchor it with ^ and $. Default: none. */
  String pattern() default "";

  /** In characters. Default: 0. */
  int minLength() default 0;

  /** In characters. Default: any. */
  int maxLength() default Integer.MAX_VALUE;

  /** The smallest number, as text, as in {@code "0.01"}. Default: any. */
  String minimum() default "";

  /** The greatest number, as text. Default: any. */
  String maximum() default "";

  /** Of a list. Default: 0. */
  int minItems() default 0;

  /** Of a list. Default: any. */
  int maxItems() default Integer.MAX_VALUE;
}
