// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.export;

/** The two forms that EventBridge's schema registry takes (CreateSchema API, {@code Type}). */
public enum RegistryFormat {
  /** An OpenAPI 3.0 document, of which the console makes code bindings. */
  OPEN_API_3("OpenApi3"),
  /** A JSON Schema of draft 4. */
  JSON_SCHEMA_DRAFT_4("JSONSchemaDraft4");

  private final String type;

  RegistryFormat(String type) {
    this.type = type;
  }

  /** As the API calls it. */
  public String type() {
    return type;
  }
}
