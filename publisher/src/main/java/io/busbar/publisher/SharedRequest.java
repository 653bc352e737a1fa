// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A request whose entries go different ways, and come back as one answer. What leaves the common
 * way goes alone: then a refusal of its request is its own.
 */
final class SharedRequest {
  /** The common way first. */
  private final List<Part> parts = new ArrayList<>();

  private SharedRequest(Route.Ticket common) {
    parts.add(new Part(common, new ArrayList<>(), new ArrayList<>()));
  }

  /**
   * @param ways one for each entry; those equal to {@code common} stay together
   */
  static SharedRequest of(Route.Ticket common, List<Entry> entries, List<Route.Ticket> ways) {
    SharedRequest shared = new SharedRequest(common);
    for (int i = 0; i < entries.size(); i++) {
      boolean alone = !ways.get(i).equals(common);
      Part part = alone ? shared.part(ways.get(i)) : shared.parts.get(0);
      part.indexes().add(i);
      part.entries().add(entries.get(i));
    }
    return shared;
  }

  /** Sends all parts; the answer has a result for each entry, in their order. */
  CompletableFuture<List<EntryResult>> send(
      BiFunction<Route.Ticket, List<Entry>, CompletableFuture<List<EntryResult>>> way) {
    List<Part> sent = parts.stream().filter(part -> !part.entries().isEmpty()).toList();
    if (sent.size() == 1) {
      return way.apply(sent.get(0).ticket(), sent.get(0).entries());
    }
    List<CompletableFuture<List<EntryResult>>> answers =
        sent.stream()
            .map(part -> way.apply(part.ticket(), part.entries()).handle(part::results))
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> merge(sent, answers));
  }

  private Part part(Route.Ticket ticket) {
    Part part = new Part(ticket, new ArrayList<>(), new ArrayList<>());
    parts.add(part);
    return part;
  }

  /**
   * When several were refused together, whoever packs finds the one at fault, which takes a request
   * that goes one way; until then none of them is condemned.
   */
  private static EntryResult later(EntryResult result) {
    return result instanceof EntryResult.Refused refused && refused.fault() != Fault.CAPACITY
        ? new EntryResult.Refused("PartRefused", refused.code() + ": " + refused.message())
        : result;
  }

  private static List<EntryResult> merge(
      List<Part> parts, List<CompletableFuture<List<EntryResult>>> answers) {
    int entries = parts.stream().mapToInt(part -> part.entries().size()).sum();
    EntryResult[] merged = new EntryResult[entries];
    for (int p = 0; p < parts.size(); p++) {
      List<EntryResult> results = answers.get(p).join();
      for (int i = 0; i < results.size(); i++) {
        merged[parts.get(p).indexes().get(i)] = results.get(i);
      }
    }
    return List.of(merged);
  }

  /** Some of the entries, and where they stood. */
  private record Part(Route.Ticket ticket, List<Integer> indexes, List<Entry> entries) {
    List<EntryResult> results(@Nullable List<EntryResult> results, @Nullable Throwable failure) {
      List<EntryResult> all = Answer.results(entries.size(), results, failure);
      boolean anyOfThem = failure != null && entries.size() > 1;
      return anyOfThem ? all.stream().map(SharedRequest::later).toList() : all;
    }
  }
}
