// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Instruments;
import io.busbar.core.PublishResult;
import io.busbar.core.TimeSource;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A batcher without a thread, on a scripted bus and a clock that the test moves. */
final class BatcherFixture {
  static final Settings SETTINGS = settings(2, Duration.ZERO);

  final VirtualClock time = VirtualClock.create();
  final HeardInstruments instruments = new HeardInstruments();
  final Mailbox mailbox = new Mailbox();
  final ScriptedTransport bus;
  final QueueRoom room;
  final BusHealth health;
  final Batcher batcher;

  BatcherFixture() {
    this(new ScriptedTransport());
  }

  BatcherFixture(ScriptedTransport bus) {
    this(bus, SETTINGS);
  }

  BatcherFixture(ScriptedTransport bus, Settings settings) {
    this.bus = bus;
    this.room = new QueueRoom(settings.queueCapacity(), time);
    this.health = new BusHealth(settings, time, room);
    this.batcher = new Batcher(bus, settings, config(time, instruments), mailbox, room, health);
  }

  static Settings settings(int maxInFlight, Duration maxDelay) {
    return new Settings(
        Events.BUS,
        maxInFlight,
        maxDelay,
        1_000,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        VerifyBus.OFF);
  }

  /** Hands events over without letting the batcher run. */
  void submit(List<Pending> events) {
    for (Pending event : events) {
      room.tryEnter();
      mailbox.put(event);
    }
  }

  /** Lets the batcher run as far as it gets without time passing. */
  void run() {
    while (batcher.step()) {
      // Each step does what it can.
    }
  }

  /** Lets the batcher run, and time pass, until nothing is left to happen. */
  void runToEnd() {
    run();
    while (time.nextDue().isPresent()) {
      time.advanceTo(time.nextDue().get());
      run();
    }
  }

  void run(List<Pending> events) {
    submit(events);
    runToEnd();
  }

  static PublishResult resultOf(Pending event) {
    return event.result().getNow(null);
  }

  static BusbarConfig config(TimeSource time, Instruments instruments) {
    return BusbarConfig.builder()
        .service("payment")
        .time(time)
        .random(new SplittableRandom(42))
        .instruments(instruments)
        .build();
  }
}
