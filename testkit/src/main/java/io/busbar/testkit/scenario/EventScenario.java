// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens in an {@link InMemoryOrganization}, what goes wrong meanwhile, and what must hold in
 * the end:
 *
 * <pre>{@code
 * scenario.when(published(new OrderPlaced("o-1")))
 *     .faults(duplicate(0.1), crashBeforeAck(0.02))
 *     .untilQuiescent()
 *     .then(handled(Payments.class).once(), noDeadLetters());
 * }</pre>
 *
 * <p>Everything runs on the calling thread and in virtual time. Not thread-safe.
 */
public final class EventScenario {
  private final InMemoryOrganization aws;
  private final FaultPlan plan;
  private final List<Stimulus> stimuli = new ArrayList<>();

  EventScenario(InMemoryOrganization aws, @Nullable Set<String> allowedFaults) {
    if (!(aws.time() instanceof VirtualClock)) {
      throw new IllegalArgumentException(
          "A scenario needs an organization on a VirtualClock, because faults and retries take time that no test can wait for. Build it with InMemoryOrganization.builder().time(VirtualClock.create()).");
    }
    this.aws = aws;
    this.plan = new FaultPlan(aws.seed(), allowedFaults);
    aws.faults(plan);
  }

  /**
   * A scenario in this organization, whose faults it decides from now on, by the organization's
   * seed.
   *
   * @throws IllegalArgumentException if the organization is not on a {@link VirtualClock}
   */
  public static EventScenario in(InMemoryOrganization aws) {
    return new EventScenario(aws, null);
  }

  /** What happens first, in this order, once {@link #untilQuiescent} is called. */
  @CanIgnoreReturnValue
  public EventScenario when(Stimulus... first) {
    stimuli.addAll(List.of(first));
    return this;
  }

  /** What goes wrong, from now on. Default: nothing. */
  @CanIgnoreReturnValue
  public EventScenario faults(Fault... faults) {
    List.of(faults).forEach(fault -> plan.add(fault, aws));
    return this;
  }

  /**
   * Lets it happen, and runs all handlers until nothing is left to do: no message, no retry, no
   * delayed event, anywhere in the organization.
   *
   * @throws IllegalStateException if it does not end; see {@link
   *     InMemoryOrganization#runUntilQuiescent()}
   */
  @CanIgnoreReturnValue
  public QuietScenario untilQuiescent() {
    List<Stimulus> now = List.copyOf(stimuli);
    stimuli.clear();
    now.forEach(stimulus -> stimulus.apply(aws));
    aws.runUntilQuiescent();
    return new QuietScenario(this);
  }

  /** Where the faults have struck so far. */
  public List<InjectedFault> injected() {
    return plan.injected();
  }

  /** What happened so far, for a person. */
  public FailureReport report() {
    return new FailureReport(aws.seed(), aws.trace(), plan.injected(), aws);
  }

  InMemoryOrganization organization() {
    return aws;
  }
}
