// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import static io.busbar.cache.secret.SecretCacheFixture.DB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A value that must not be found in anything that is written down. */
@Isolated("It listens to the standard error stream, where the tests' logs go.")
class SecretSilenceTest {
  private static final String CANARY = "canary-5d41402abc4b2a76";

  private final SecretCacheFixture fixture = new SecretCacheFixture();
  private final SecretCache cache = fixture.cache;
  private final List<String> said = new ArrayList<>();
  private final PrintStream original = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  private record Login(String user, int port) {}

  SecretSilenceTest() {
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(original);
  }

  @Test
  void neverShowsAValue() {
    String json = "{\"user\":\"" + CANARY + "\",\"port\":\"" + CANARY + "\"}";
    fixture.secrets.create(DB, json);
    fixture.secrets.create("text", CANARY);
    fixture.tellOfRotations();
    cache.onRotation(
        DB,
        (before, now) -> {
          throw new IllegalStateException("A listener fails.");
        });

    Secret secret = cache.get(DB);
    said.add(secret + " " + secret.member("user") + " " + SecretRef.of(DB).member("user"));
    say(() -> cache.get(DB, Login.class));
    say(() -> cache.get("text", Login.class));
    say(() -> cache.get("text").member("user"));
    say(() -> secret.member("missing"));
    say(() -> Secret.ofBytes("bytes", "v1", CANARY.getBytes(StandardCharsets.UTF_8)).text());
    say(() -> serialize(secret));
    fixture.secrets.require(DB).put(json.replace("user", "name"));
    fixture.aws.runUntilQuiescent();
    fixture.secrets.outage(Duration.ofHours(3));
    fixture.clock.advance(Duration.ofMinutes(30));
    cache.get(DB);
    said.add(cache.health() + " " + cache.status());
    fixture.clock.advance(Duration.ofHours(1));
    say(() -> cache.get(DB));
    said.add(cache.health() + " " + cache.status() + " " + fixture.heard.fetches);
    cache.close();
    say(() -> cache.get(DB));

    assertThat(said).hasSize(11);
    assertThat(String.join("\n", said)).doesNotContain(CANARY);
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("A listener to rotations of secret prod/orders/db failed")
        .doesNotContain(CANARY);
  }

  /** The whole failure with its causes, as a log would have it. */
  private void say(Runnable failing) {
    Throwable failure = catchThrowable(failing::run);
    assertThat(failure).isNotNull();
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    said.add(text.toString());
  }

  private static void serialize(Secret secret) {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(secret);
    } catch (NotSerializableException refused) {
      throw new UncheckedIOException(refused);
    } catch (java.io.IOException other) {
      throw new AssertionError(other);
    }
  }
}
