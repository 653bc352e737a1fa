// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
    if (options.place() instanceof Place.Endpoint at) {
      return run(options, Site.ofAccounts(at.endpoint()));
    }
    if (options.place() instanceof Place.Aws aws) {
      return runOnAws(options, aws.prefix());
    }
    try (LocalAws aws = LocalAws.start()) {
      duplicateSomeDeliveries(aws);
      return run(options, Site.ofAccounts(aws.endpoint()));
    }
  }

  private boolean runOnAws(Options options, String prefix) throws Exception {
    AwsInspection.Result found = AwsInspection.of(prefix);
    if (found.site() == null) {
      out.println(found.text());
      return false;
    }
    return run(options, found.site());
  }

  /**
   * What a run needs to know.
   *
   * @param folder for databases that survive the process; empty for memory
   */
  public record Options(int upgrades, Place place, String folder) {
    /**
     * Reads {@code demo.upgrades}, {@code demo.data}, and the place: {@code demo.aws} with {@code
     * demo.prefix}, or {@code demo.endpoint}.
     */
    public static Options fromSystemProperties() {
      return new Options(
          Integer.getInteger("demo.upgrades", 200),
          Place.fromSystemProperties(),
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

  private boolean run(Options options, Site site) throws Exception {
    out.printf(
        "%d customers upgrade on %s, on real AWS clients%n", options.upgrades(), site.text());
    long start = System.nanoTime();
    try (GroceryPlatform platform = new GroceryPlatform(site, options.folder())) {
      UpgradeRun run = new UpgradeRun(platform, options.upgrades(), out);
      Tally tally = run.run();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      tell(platform, site, took);
      return conclude(run, tally, options.upgrades());
    }
  }

  private void tell(GroceryPlatform platform, Site site, Duration took) {
    out.printf("%nServices and accounts%n");
    for (Account account : Account.values()) {
      out.printf("  %-18s %s%n", account.service(), site.accountIds().get(account));
    }
    out.printf("%nRules of %s%n", site.bus());
    for (Routing routing : Routing.TABLE) {
      out.printf(
          "  %-20s %-62s → %s%n",
          routing.ruleName(),
          String.join(", ", routing.detailTypes()),
          site.queueArn(routing.service()));
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
