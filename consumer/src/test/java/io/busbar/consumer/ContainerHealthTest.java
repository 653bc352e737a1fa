// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.HealthSource;
import io.busbar.testkit.contract.HealthSourceContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A container that cannot read its queue says so. */
@Timeout(60)
class ContainerHealthTest extends ScriptedContainer implements HealthSourceContract {

  @BeforeEach
  void startContainer() {
    start(Orders.accepting());
  }

  @Override
  public HealthSource source() {
    return container;
  }

  @Override
  public void disturb() {
    sqs.polls.remove().completeExceptionally(new IllegalStateException("no network"));
    until(() -> !detail("receiveFailuresInRow").equals("0"));
  }
}
