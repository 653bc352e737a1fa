// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import io.busbar.core.ConfigurationException;
import io.busbar.core.EventName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The upcaster chains of a service, one for each event at most. Immutable and thread-safe. */
public final class Upcasters {

  private static final Upcasters NONE = new Upcasters(Map.of());

  private final Map<EventName, UpcasterChain> chains;

  private Upcasters(Map<EventName, UpcasterChain> chains) {
    this.chains = chains;
  }

  /** No chain: every event is bound as it is. */
  public static Upcasters none() {
    return NONE;
  }

  /** As {@link #of(Collection)}. */
  public static Upcasters of(UpcasterChain... chains) {
    return of(Arrays.asList(chains));
  }

  /**
   * The given chains.
   *
   * @throws ConfigurationException if two chains are for the same event
   */
  public static Upcasters of(Collection<UpcasterChain> chains) {
    Map<EventName, UpcasterChain> byEvent = new HashMap<>();
    List<String> findings = new ArrayList<>();
    for (UpcasterChain chain : chains) {
      if (byEvent.putIfAbsent(chain.event(), chain) != null) {
        findings.add(
            "%s has more than one chain. Put all steps into one.".formatted(chain.event()));
      }
    }
    if (!findings.isEmpty()) {
      throw ConfigurationException.of("The upcasters cannot be used together", findings);
    }
    return new Upcasters(Map.copyOf(byEvent));
  }

  /** All chains, in no order. */
  public Collection<UpcasterChain> chains() {
    return chains.values();
  }

  /** The chain of this event, or null: most events have none. One look-up, nothing allocated. */
  public @Nullable UpcasterChain find(EventName event) {
    return chains.get(event);
  }

  /**
   * Whether the event's detail must be read as a tree, so that {@link UpcasterChain#upcast} can
   * bring it to the handler's version; if not, it is bound straight from the text.
   *
   * @param declaredVersion what the event says, or {@link
   *     io.busbar.core.EventMetadata#UNKNOWN_VERSION}
   */
  public boolean needTree(EventName event, int declaredVersion, int handlerVersion) {
    UpcasterChain chain = chains.get(event);
    return chain != null && chain.needsTree(declaredVersion, handlerVersion);
  }
}
