// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

/** The keywords that Busbar adds to its schemas; validators that do not know them ignore them. */
public final class Keywords {
  /** On the document: which event it is, {@code {source, detailType, version}}. */
  public static final String EVENT = "x-busbar-event";

  /** On a field: see {@link Sensitive}. */
  public static final String SENSITIVE = "x-busbar-sensitive";

  /** On a field: see {@link DeprecatedField}. */
  public static final String DEPRECATED = "x-busbar-deprecated";

  /** On the document: the day of the last event of this version, once there is a newer one. */
  public static final String SUPERSEDED = "x-busbar-superseded";

  private Keywords() {}
}
