// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import static io.busbar.cache.secret.SecretCacheFixture.DB;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.cache.secret.SecretRotations.Rotation;
import io.busbar.testkit.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretRotationTest {

  private static final class WrongPassword extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final SecretCacheFixture fixture = new SecretCacheFixture();
  private final SecretCache cache = fixture.cache;
  private final List<String> fetches = fixture.heard.fetches;
  private final io.busbar.testkit.Secret stored = fixture.secrets.create(DB, "old");

  /** What the database takes now. */
  private String accepted = "old";

  @Test
  void fetchesTheNewVersionWhenTheEventComes() {
    fixture.tellOfRotations();
    cache.get(DB);
    List<String> told = new ArrayList<>();
    cache.onRotation(DB, (before, now) -> told.add(before.text() + " to " + now.text()));

    stored.put("new");
    fixture.aws.runUntilQuiescent();

    assertThat(cache.get(DB).text()).isEqualTo("new");
    assertThat(told).containsExactly("old to new");
    assertThat(fetches).containsExactly("load none", "rotation none");
  }

  @Test
  void servesTheOldVersionUntilTheNewOneCanBeRead() {
    fixture.tellOfRotations();
    cache.get(DB);

    stored.rotate("new", ofSeconds(40));
    fixture.aws.runUntilQuiescent();
    assertThat(cache.get(DB).text()).isEqualTo("old");
    fixture.clock.advance(ofSeconds(40));
    fixture.clock.advance(ofSeconds(30));

    assertThat(cache.get(DB).text()).isEqualTo("new");
    assertThat(fetches.size()).as("looks, with a growing pause between them").isBetween(5, 14);
  }

  @Test
  void asksNothingForAnEventThatComesLateOrTwice() {
    cache.get(DB);
    String version = stored.put("new");
    Rotation event = new Rotation(DB, stored.arn(), "AWSCURRENT", version, fixture.clock.now());

    cache.rotated(event);
    cache.rotated(event);
    stored.put("newest");
    cache.refresh(DB);
    cache.rotated(event);

    assertThat(fetches).containsExactly("load none", "rotation none", "request none");
  }

  @Test
  void asksNothingForSecretsThatNobodyHasRead() {
    fixture.tellOfRotations();

    stored.put("new");
    fixture.aws.runUntilQuiescent();

    assertThat(fetches).isEmpty();
  }

  @Test
  void knowsASecretByItsNameItsArnAndItsArnWithoutTheSuffix() {
    String arn = stored.arn();
    String partial = arn.substring(0, arn.length() - 7);
    for (String id : List.of(DB, arn, partial)) {
      Rotation event = new Rotation(DB, arn, "AWSCURRENT", "v2", Instant.EPOCH);
      assertThat(event.concerns(SecretRef.of(id))).as(id).isTrue();
    }
    Rotation other = new Rotation("other", arn + "x", "AWSCURRENT", "v2", Instant.EPOCH);
    assertThat(other.concerns(SecretRef.of(DB))).isFalse();
    assertThat(other.concerns(SecretRef.of(arn))).isFalse();
  }

  @Test
  void givesUpOnARotationThatNeverShows() {
    cache.get(DB);

    cache.rotated(new Rotation(DB, null, "AWSCURRENT", "never", fixture.clock.now()));
    fixture.clock.advance(ofMinutes(11));
    int looks = fetches.size();
    fixture.clock.advance(ofMinutes(11));

    assertThat(fetches).hasSize(looks);
    assertThat(looks).isBetween(20, 60);
  }

  @Test
  void opensWithTheNewPasswordWhenTheOldOneIsRefused() throws Exception {
    cache.get(DB);
    stored.put("new");
    accepted = "new";

    assertThat(connect()).isEqualTo("connected with new");
    assertThat(connect()).isEqualTo("connected with new");
    assertThat(fetches).containsExactly("load none", "authentication none");
  }

  @Test
  void doesNotHammerTheSourceWhenThePasswordIsWrongForGood() {
    accepted = "something else";

    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(this::connect).isInstanceOf(WrongPassword.class);
    }
    assertThat(fetches).containsExactly("load none", "authentication none");

    for (int second = 0; second < 60; second++) {
      fixture.clock.advance(ofSeconds(1));
      assertThatThrownBy(this::connect).isInstanceOf(WrongPassword.class);
    }
    assertThat(fetches.size()).isBetween(5, 12);
  }

  @Test
  void letsOtherFailuresThrough() {
    assertThatThrownBy(
            () ->
                cache.withSecret(
                    DB,
                    secret -> {
                      throw new IllegalStateException("The network is down.");
                    },
                    failure -> failure instanceof WrongPassword))
        .hasMessage("The network is down.");
    assertThat(fetches).containsExactly("load none");
  }

  @Test
  void throwsTheRefusalWhenTheSourceIsDownAsWell() {
    cache.get(DB);
    accepted = "new";
    fixture.secrets.outage(ofMinutes(1));

    assertThatThrownBy(this::connect).isInstanceOf(WrongPassword.class);
  }

  @Test
  void hearsOfRotationsThroughCloudTrail() {
    Queue queue = fixture.listen();
    cache.get(DB);
    stored.put("second");
    publish(
        queue,
        "AWS API Call via CloudTrail",
        "{\"eventName\":\"PutSecretValue\",\"requestParameters\":{\"secretId\":\"" + DB + "\"}}");
    assertThat(cache.get(DB).text()).isEqualTo("second");

    stored.put("third");
    publish(
        queue,
        "AWS API Call via CloudTrail",
        "{\"eventName\":\"UpdateSecretVersionStage\",\"requestParameters\":{\"secretId\":\""
            + stored.arn()
            + "\",\"versionStage\":\"AWSCURRENT\"}}");
    assertThat(cache.get(DB).text()).isEqualTo("third");

    stored.put("fourth");
    publish(
        queue,
        "AWS Service Event via CloudTrail",
        "{\"eventName\":\"RotationSucceeded\",\"additionalEventData\":{\"SecretId\":\""
            + stored.arn()
            + "\"}}");
    assertThat(cache.get(DB).text()).isEqualTo("fourth");

    publish(queue, "AWS API Call via CloudTrail", "{\"eventName\":\"GetSecretValue\"}");
    assertThat(fetches).hasSize(4);
  }

  private String connect() throws WrongPassword {
    return cache.withSecret(
        DB,
        secret -> {
          if (!secret.text().equals(accepted)) {
            throw new WrongPassword();
          }
          return "connected with " + secret.text();
        },
        failure -> failure instanceof WrongPassword);
  }

  /** As AWS does it: straight onto the queue, since only AWS may use its sources. */
  private void publish(Queue queue, String detailType, String detail) {
    fixture.clock.advance(Duration.ofSeconds(2));
    queue.send(
        ("{\"version\":\"0\",\"id\":\"%s\",\"detail-type\":\"%s\",\"source\":\"aws.secretsmanager\",\"account\":\"777777777777\","
                + "\"time\":\"%s\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":%s}")
            .formatted(UUID.randomUUID(), detailType, fixture.clock.now(), detail));
    fixture.aws.runUntilQuiescent();
  }
}
