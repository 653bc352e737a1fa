// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The main job: the platform upgrades subscriptions, and tells a person what happened. */
public final class Demo {
  private static final double DUPLICATES = 0.05;
  private static final long SEED = 42;
  private final PrintStream out;

  /** Tells the story on {@code out}. */
  public Demo(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the upgrades.
   *
   * @param options of the run
   * @return whether everything is as it should be
   */
  public boolean run(Options options) throws Exception {
    if (options.endpoint() != null) {
      return run(options, options.endpoint());
    }
    try (LocalAws aws = LocalAws.start()) {
      duplicateSomeDeliveries(aws);
      return run(options, aws.endpoint());
    }
  }

  /**
   * What a run needs to know.
   *
   * @param endpoint of EventBridge and SQS; null starts an embedded one
   * @param folder for databases that survive the process; empty for memory
   */
  public record Options(int upgrades, @Nullable URI endpoint, String folder) {
    /** Reads {@code demo.upgrades}, {@code demo.endpoint} and {@code demo.data}. */
    public static Options fromSystemProperties() {
      String endpoint = System.getProperty("demo.endpoint");
      return new Options(
          Integer.getInteger("demo.upgrades", 200),
          endpoint == null ? null : URI.create(endpoint),
          System.getProperty("demo.data", ""));
    }
  }

  /** EventBridge delivers at least once; here a known share of the deliveries comes twice. */
  static void duplicateSomeDeliveries(LocalAws aws) {
    for (Routing routing : Routing.TABLE) {
      Queue queue =
          aws.organization().account(routing.service().id()).queue(routing.service().service());
      queue.duplicateDeliveries(DUPLICATES, SEED);
    }
  }

  private boolean run(Options options, URI endpoint) throws Exception {
    out.printf(
        "%d customers upgrade on %s; each service in its own account, on real AWS clients%n",
        options.upgrades(), endpoint);
    long start = System.nanoTime();
    try (GroceryPlatform platform = new GroceryPlatform(endpoint, options.folder())) {
      UpgradeRun run = new UpgradeRun(platform, options.upgrades(), out);
      Tally tally = run.run();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      tell(platform, took);
      return conclude(run, tally, options.upgrades());
    }
  }

  private void tell(GroceryPlatform platform, Duration took) {
    out.printf("%nServices and accounts%n");
    for (Account account : Account.values()) {
      out.printf("  %-18s %s%n", account.service(), account.id());
    }
    out.printf("%nRules of %s%n", Account.CENTRAL_BUS_ARN);
    for (Routing routing : Routing.TABLE) {
      out.printf(
          "  %-20s %-62s → %s%n",
          routing.ruleName(),
          String.join(", ", routing.detailTypes()),
          routing.service().queueArn());
    }
    out.printf("%nOne upgrade, from cause to effect%n");
    platform.observers().trail().longestTree().forEach(line -> out.println("  " + line));
    out.printf("%nOne upgrade as its trace%n");
    platform.observers().traces().longest().forEach(line -> out.println("  " + line));
    out.printf("%nEvents%n");
    platform
        .observers()
        .trail()
        .counts()
        .forEach((name, count) -> out.printf("  %-32s %6d%n", name, count));
    long events =
        platform.observers().trail().counts().values().stream().mapToLong(Long::longValue).sum();
    double seconds = took.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    out.printf(
        "%n%d events through five databases, outboxes and queues in %.1f s: %.0f a second%n",
        events, seconds, events / seconds);
  }

  private boolean conclude(UpgradeRun run, Tally tally, int upgrades) {
    int rejected = run.expectedRejections();
    int paid = upgrades - rejected;
    int lost = run.lost(tally);
    boolean ok =
        tally.charged() == paid
            && tally.activated() == paid
            && tally.rejected() == rejected
            && tally.reserved() == paid
            && tally.shown() == upgrades
            && tally.highPriorityOrders() == paid
            && tally.duplicateEffects() == 0
            && lost == 0
            && tally.orderVersions() == 7;
    out.printf(
        "demo: upgrades=%d charged=%d activated=%d rejected=%d reserved=%d shown=%d"
            + " high-priority-orders=%d duplicate-effects=%d lost=%d order-versions=%d %s%n",
        upgrades,
        tally.charged(),
        tally.activated(),
        tally.rejected(),
        tally.reserved(),
        tally.shown(),
        tally.highPriorityOrders(),
        tally.duplicateEffects(),
        lost,
        tally.orderVersions(),
        ok ? "ok" : "NOT OK");
    return ok;
  }
}
