// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service of AWS: how its protocol looks, and its operations by name. */
final class ServiceTable {
  static final String JSON_1_1 = "application/x-amz-json-1.1";

  private final String prefix;
  private final String contentType;
  private final Function<String, ErrorName> errors;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private ServiceModel model = ServiceModel.NONE;

  private ServiceTable(String prefix, String contentType, Function<String, ErrorName> errors) {
    this.prefix = prefix;
    this.contentType = contentType;
    this.errors = errors;
  }

  /** A service that speaks AWS JSON 1.1. */
  static ServiceTable json11(String prefix) {
    return new ServiceTable(prefix, JSON_1_1, ErrorName::plain);
  }

  /**
   * A service that speaks AWS JSON 1.0 and still says what an error was called in the query
   * protocol.
   *
   * @param errors from an error's code to its names
   */
  static ServiceTable queryCompatibleJson10(String prefix, Function<String, ErrorName> errors) {
    return new ServiceTable(prefix, "application/x-amz-json-1.0", errors);
  }

  /** What requests are checked against before an operation sees them. */
  ServiceTable checkedBy(ServiceModel model) {
    this.model = model;
    return this;
  }

  ServiceModel model() {
    return model;
  }

  /** Adds an operation that answers at once. */
  ServiceTable on(String operation, Function<Call, ObjectNode> answer) {
    return later(operation, call -> CompletableFuture.completedFuture(answer.apply(call)));
  }

  /** Adds an operation that may wait for its answer. */
  ServiceTable later(String operation, Operation answer) {
    operations.put(operation, answer);
    return this;
  }

  @Nullable Operation operation(String name) {
    return operations.get(name);
  }

  /** What stands before the dot in {@code X-Amz-Target}. */
  String prefix() {
    return prefix;
  }

  String contentType() {
    return contentType;
  }

  /** How an error of this service goes over the wire. */
  ErrorName errorName(String code) {
    return errors.apply(code);
  }
}
