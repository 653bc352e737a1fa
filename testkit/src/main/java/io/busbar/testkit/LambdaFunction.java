// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.function.Consumer;

/**
 * Code as a rule's target, invoked as EventBridge invokes a Lambda function. Made by {@link
 * Region#function}.
 */
public final class LambdaFunction implements Destination {
  private final Region region;
  private final String name;
  private final String arn;
  private final Consumer<String> body;

  LambdaFunction(Region region, String name, Consumer<String> body) {
    this.region = region;
    this.name = name;
    this.arn = region.arn("lambda", "function:" + name);
    this.body = body;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String arn() {
    return arn;
  }

  @Override
  public Region region() {
    return region;
  }

  void invoke(String envelope) {
    body.accept(envelope);
  }

  @Override
  public String toString() {
    return arn();
  }
}
