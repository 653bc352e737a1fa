// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import static io.busbar.core.EventMetadata.UNKNOWN_VERSION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The history of one event: a step from each version to the next, and how to recognise the version
 * of events that do not say it.
 *
 * <pre>{@code
 * UpcasterChain.builder("grocer.customer-web", "Order Placed")
 *     .sniff(hasMember("customerIdV2", 3))
 *     .sniff(hasMember("metadata", 2))
 *     .otherwise(1)
 *     .step(1, detail -> detail.put("metadata", "unknown"))
 *     .step(2, detail -> detail.put("customerIdV2", "usr_" + detail.get("customerId").asText()))
 *     .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe, given that its steps and sniffers are. The same detail always gives
 * the same result.
 */
public final class UpcasterChain {

  private final EventName event;
  private final int oldestVersion;

  /** The step at index i leads on from version {@code oldestVersion + i}. */
  private final List<Upcaster> steps;

  private final List<VersionSniffer> sniffers;
  private final int otherwise;

  private UpcasterChain(Builder builder) {
    this.event = builder.event;
    this.oldestVersion = builder.steps.get(0).from();
    this.steps = builder.steps.stream().map(Step::upcaster).toList();
    this.sniffers = List.copyOf(builder.sniffers);
    boolean asOldest = !sniffers.isEmpty() && builder.otherwise == UNKNOWN_VERSION;
    this.otherwise = asOldest ? oldestVersion : builder.otherwise;
  }

  /** Starts the chain of the events with exactly this source and detail-type. */
  public static Builder builder(String source, String detailType) {
    return new Builder(new EventName(source, detailType));
  }

  /** The events that the chain is for. */
  public EventName event() {
    return event;
  }

  /** The version that the first step leads on from. */
  public int oldestVersion() {
    return oldestVersion;
  }

  /** The version that the last step leads to. */
  public int latestVersion() {
    return oldestVersion + steps.size();
  }

  /**
   * Whether the version of an event that does not say it can be recognised at all. If not, such an
   * event is taken for one of the handler's version.
   */
  public boolean sniffs() {
    return otherwise != UNKNOWN_VERSION;
  }

  /**
   * Whether the detail must be read as a tree first, for {@link #upcast}. Never for an event of the
   * handler's version that says so.
   *
   * @param declaredVersion what the event says, or {@link
   *     io.busbar.core.EventMetadata#UNKNOWN_VERSION}
   */
  public boolean needsTree(int declaredVersion, int handlerVersion) {
    return declaredVersion == UNKNOWN_VERSION ? sniffs() : declaredVersion < handlerVersion;
  }

  /**
   * The version of an event that does not say it: what the first sniffer that can tell says, else
   * the version of {@link Builder#otherwise}. {@link io.busbar.core.EventMetadata#UNKNOWN_VERSION}
   * when the chain does not sniff.
   */
  public int sniff(ObjectNode detail) {
    for (VersionSniffer sniffer : sniffers) {
      OptionalInt version = sniffer.sniff(detail);
      if (version.isPresent()) {
        return version.getAsInt();
      }
    }
    return otherwise;
  }

  /**
   * Brings a detail to the handler's version. An event of this version or of a newer one is given
   * back as it is; what to do about a newer one is for the caller, see {@link NewerVersion}.
   *
   * @param detail left alone
   * @param declaredVersion what the event says; if {@link
   *     io.busbar.core.EventMetadata#UNKNOWN_VERSION}, the version is sniffed
   * @return a new tree, or {@code detail} itself when no step applies
   * @throws UpcastException if a step fails or the chain does not reach from the event's version to
   *     the handler's
   */
  public ObjectNode upcast(ObjectNode detail, int declaredVersion, int handlerVersion) {
    int version = declaredVersion == UNKNOWN_VERSION ? sniff(detail) : declaredVersion;
    if (version == UNKNOWN_VERSION || version >= handlerVersion) {
      return detail;
    }
    requireSteps(version, handlerVersion);
    ObjectNode current = detail.deepCopy();
    for (int from = version; from < handlerVersion; from++) {
      current = apply(from, current);
    }
    return current;
  }

  /**
   * Why a handler of this version cannot be served, as a finding of the start-up: the chain ends
   * before it. Empty when it can be.
   */
  public Optional<String> missingStep(int handlerVersion) {
    if (handlerVersion <= latestVersion()) {
      return Optional.empty();
    }
    return Optional.of(
        "The upcaster chain of %s ends at version %d, but version %d is needed. Add step(%d, …)."
            .formatted(event, latestVersion(), handlerVersion, latestVersion()));
  }

  private void requireSteps(int version, int handlerVersion) {
    missingStep(handlerVersion)
        .ifPresent(
            finding -> {
              throw UpcastException.unreachable(finding);
            });
    if (version < oldestVersion) {
      throw UpcastException.unreachable(
          "The upcaster chain of %s starts at version %d, but the event has version %d. Add step(%d, …)."
              .formatted(event, oldestVersion, version, version));
    }
  }

  private ObjectNode apply(int from, ObjectNode detail) {
    ObjectNode next;
    try {
      next = steps.get(from - oldestVersion).upcast(detail);
    } catch (RuntimeException e) {
      throw UpcastException.failedStep(event, from, e);
    }
    if (next == null) {
      throw UpcastException.nothingReturned(event, from);
    }
    return next;
  }

  record Step(int from, Upcaster upcaster) {}

  /** Collects a chain. Not thread-safe. */
  public static final class Builder {

    private final EventName event;
    private final List<Step> steps = new ArrayList<>();
    private final List<VersionSniffer> sniffers = new ArrayList<>();
    private int otherwise = UNKNOWN_VERSION;

    private Builder(EventName event) {
      this.event = event;
    }

    /**
     * Adds a way to recognise events that do not say their version. The sniffers are asked in the
     * order in which they were added, so add the most specific first: the highest version. Default:
     * none, and an event that does not say its version is taken for one of the handler's.
     */
    public Builder sniff(VersionSniffer sniffer) {
      sniffers.add(sniffer);
      return this;
    }

    /**
     * The version of an event that does not say it and that no sniffer recognises. Default: the
     * chain's oldest version if there are sniffers. Versions need to be told apart only where a
     * step between them changes something.
     */
    public Builder otherwise(int version) {
      this.otherwise = version;
      return this;
    }

    /** Adds the step from version {@code from} to the next. Add the steps in ascending order. */
    public Builder step(int from, Upcaster upcaster) {
      steps.add(new Step(from, upcaster));
      return this;
    }

    /**
     * Checks the chain: one step for each version, in ascending order and without a gap, and
     * sniffers that fit them. A cycle is impossible, since every step leads to the next version.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public UpcasterChain build() {
      List<String> findings = new ChainCheck(steps, sniffers, otherwise).findings();
      if (!findings.isEmpty()) {
        throw ConfigurationException.of(
            "The upcaster chain of " + event + " cannot be built", findings);
      }
      return new UpcasterChain(this);
    }
  }
}
