// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ServiceIdentity;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Secrets;
import io.busbar.testkit.VirtualClock;
import java.util.random.RandomGenerator;

/** A service with a cache in front of the testkit's Secrets Manager; everything on one thread. */
final class SecretCacheFixture {
  static final String DB = "prod/orders/db";

  final VirtualClock clock = VirtualClock.create();
  final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  final Secrets secrets = aws.account("777777777777").secrets();
  final HeardFetches heard = new HeardFetches();
  final BusbarConfig config =
      BusbarConfig.builder()
          .service(ServiceIdentity.of("order-processing"))
          .time(clock)
          .random(RandomGenerator.of("L64X128MixRandom"))
          .instruments(heard)
          .build();
  final SecretCache cache = cacheOf(new TestkitSource(secrets));

  SecretCache cacheOf(SecretSource source) {
    return SecretCache.builder(source).config(config).executor(Runnable::run).build();
  }

  /** As in a deployed service: the events of rotations reach the cache by a rule and a queue. */
  Queue tellOfRotations() {
    Bus bus = aws.account("777777777777").bus("default");
    Queue queue = listen();
    bus.rule("rotations").pattern("{\"source\":[\"aws.secretsmanager\"]}").to(queue);
    return queue;
  }

  /** A queue for the cache that no rule feeds. */
  Queue listen() {
    Bus bus = aws.account("777777777777").bus("default");
    Queue queue = aws.account("777777777777").queue("rotations");
    queue.handledBy(
        aws.account("777777777777").publisher("order-processing", bus), cache.rotations());
    return queue;
  }
}
