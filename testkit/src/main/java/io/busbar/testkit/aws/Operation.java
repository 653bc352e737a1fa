// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import java.util.concurrent.CompletableFuture;

/** One operation of an AWS API. */
@FunctionalInterface
interface Operation {

  /**
   * Answers the call without blocking.
   *
   * @return the result's members; whoever cancels it no longer waits for them
   * @throws AwsErrorException when AWS would answer an error
   */
  CompletableFuture<ObjectNode> apply(Call call);
}
