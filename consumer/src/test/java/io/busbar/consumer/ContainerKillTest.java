// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A service's process is ended in the middle of its work, politely or not. */
@Timeout(600)
class ContainerKillTest {
  private static final int ROUNDS = Boolean.getBoolean("busbar.exhaustive") ? 10 : 1;
  private static final Duration LONG = Duration.ofMinutes(2);
  private final long seed = Long.getLong("busbar.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void losesNothingAndStrandsNothingOnSigterm(SqsServer.Kind kind) {
    // So long that no stall of the machine can let a message come twice.
    try (World world = new World(kind, Duration.ofMinutes(2))) {
      for (int round = 0; round < ROUNDS; round++) {
        Process process = world.startAndWaitForWork();
        process.toHandle().destroy(); // Process.destroy would close its output.

        String report = awaitEnd(process);

        assertThat(world.queue.inFlight()).as("invisible, seed %d: %s", seed, report).isZero();
        assertThat(report).as("seed %d", seed).contains("abandoned=0, stranded=0");
      }
      world.finish();

      assertThat(world.effects())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(world.ids);
    }
  }

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void losesNothingWhenItIsKilled(SqsServer.Kind kind) {
    // What a killed process held comes again only after it.
    try (World world = new World(kind, Duration.ofSeconds(8))) {
      for (int round = 0; round < ROUNDS; round++) {
        Process process = world.startAndWaitForWork();
        process.toHandle().destroyForcibly();
        awaitEnd(process);
      }
      world.finish();

      List<String> effects = world.effects();
      assertThat(new HashSet<>(effects)).as("seed %d", seed).hasSameElementsAs(world.ids);
      // What was in flight at a kill may run again, and nothing else.
      assertThat(effects.size() - world.ids.size())
          .as("duplicates, seed %d", seed)
          .isBetween(0, ROUNDS * ConsumerProcess.CONCURRENCY);
    }
  }

  private static String awaitEnd(Process process) {
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      String report = String.valueOf(output.readLine());
      process.waitFor();
      return report;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** A queue full of orders, and processes that work on it. */
  private final class World implements AutoCloseable {
    private final List<String> ids = OrderPlaced.ids(400 * ROUNDS + 200);
    private final Path file = folder.resolve("effects");
    private final Duration visibilityTimeout;
    private final SqsServer server;
    private final SqsClient sqs;
    private final TestQueue queue;
    private final TestQueue dead;

    World(SqsServer.Kind kind, Duration visibilityTimeout) {
      this.visibilityTimeout = visibilityTimeout;
      server = kind.start();
      sqs = SqsEventContainerSuite.client(server.endpoint()).build();
      queue = TestQueue.create(sqs);
      dead = TestQueue.create(sqs);
      queue.sendOrders(ids);
    }

    Process startAndWaitForWork() {
      int target = effects().size() + 20 + random.nextInt(300);
      Process process = start();
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> effects().size() >= target || !process.isAlive());
      assertThat(process.isAlive()).as("seed %d", seed).isTrue();
      return process;
    }

    void finish() {
      Process last = start();
      await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(queue::isEmpty);
      last.toHandle().destroy();
      awaitEnd(last);
    }

    List<String> effects() {
      try {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private Process start() {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      try {
        return new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerProcess.class.getName(),
                server.endpoint().toString(),
                queue.url(),
                dead.url(),
                file.toString(),
                visibilityTimeout.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public void close() {
      sqs.close();
      server.close();
    }
  }
}
