// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/** What a rule can deliver to. */
public sealed interface Destination permits Bus, Queue, LogGroup, LambdaFunction {

  /** The name within account and Region. */
  String name();

  String arn();

  Region region();
}
