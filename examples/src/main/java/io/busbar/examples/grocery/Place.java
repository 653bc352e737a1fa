// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.net.URI;

/** Where a run's AWS is. */
public sealed interface Place {

  /** An AWS in this process, which ends with the run. */
  record Embedded() implements Place {}

  /** An AWS at an endpoint, which takes any credentials and gives each service its account. */
  record Endpoint(URI endpoint) implements Place {}

  /** AWS itself, by the default credentials, with the bus and the queues that are there. */
  record Aws(String prefix) implements Place {}

  /** Reads {@code demo.aws} with {@code demo.prefix}, or {@code demo.endpoint}. */
  static Place fromSystemProperties() {
    String endpoint = System.getProperty("demo.endpoint");
    boolean aws = Boolean.getBoolean("demo.aws");
    if (aws && endpoint != null) {
      throw new IllegalArgumentException(
          "demo.aws and demo.endpoint='"
              + endpoint
              + "' contradict each other. Leave demo.endpoint out; for another endpoint of an AWS with credentials, set AWS_ENDPOINT_URL.");
    }
    if (aws) {
      return new Aws(System.getProperty("demo.prefix", ""));
    }
    return endpoint == null ? new Embedded() : new Endpoint(URI.create(endpoint));
  }
}
