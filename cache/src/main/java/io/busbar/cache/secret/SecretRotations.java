// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.EventHandler;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of the events by which AWS tells of rotations, to be registered with the service's
 * others: {@code handlers(secrets.rotations())}. The rules that bring the events to the queue are
 * in docs/caching.md. An event is a hint: it makes the cache look, and nothing in it is believed.
 * Thread-safe.
 */
public final class SecretRotations {
  private static final String CURRENT = "AWSCURRENT";
  private final SecretCache cache;

  SecretRotations(SecretCache cache) {
    this.cache = cache;
  }

  /** What Secrets Manager sends itself ("Secret events" in its User Guide). */
  @EventHandler(
      source = "aws.secretsmanager",
      detailType = "Secret Label Updated",
      id = "busbar.secret-label-updated")
  public void labelUpdated(EventEnvelope<JsonNode> event) {
    JsonNode detail = event.detail();
    List<String> resources = event.head().resources();
    cache.rotated(
        new Rotation(
            text(detail.path("name")),
            resources.isEmpty() ? null : resources.get(0),
            detail.path("labelUpdated").asText(CURRENT),
            text(detail.path("versionId")),
            event.head().time()));
  }

  /** What CloudTrail tells of calls that move a stage to another version. */
  @EventHandler(
      source = "aws.secretsmanager",
      detailType = "AWS API Call via CloudTrail",
      id = "busbar.secret-api-call")
  public void called(EventEnvelope<JsonNode> event) {
    JsonNode detail = event.detail();
    JsonNode request = detail.path("requestParameters");
    switch (detail.path("eventName").asText()) {
      case "PutSecretValue", "UpdateSecret" -> look(request.path("secretId"), CURRENT, event);
      case "UpdateSecretVersionStage" ->
          look(request.path("secretId"), request.path("versionStage").asText(CURRENT), event);
      default -> {}
    }
  }

  /** What CloudTrail tells of rotations that have come to their end. */
  @EventHandler(
      source = "aws.secretsmanager",
      detailType = "AWS Service Event via CloudTrail",
      id = "busbar.secret-service-event")
  public void served(EventEnvelope<JsonNode> event) {
    JsonNode detail = event.detail();
    if (detail.path("eventName").asText().equals("RotationSucceeded")) {
      look(detail.path("additionalEventData").path("SecretId"), CURRENT, event);
    }
  }

  private void look(JsonNode id, String stage, EventEnvelope<JsonNode> event) {
    String secret = text(id);
    cache.rotated(new Rotation(secret, secret, stage, null, event.head().time()));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  /**
   * What an event says.
   *
   * @param stage the stage that has moved
   * @param versionId where it is now; null where the event does not say
   */
  record Rotation(
      @Nullable String name,
      @Nullable String arn,
      String stage,
      @Nullable String versionId,
      Instant at) {

    boolean concerns(SecretRef ref) {
      return ref.version().isEmpty() && SecretIds.same(ref.id(), name, arn);
    }

    /** The version to wait for; null if any other than the present one will do. */
    @Nullable String versionFor(SecretRef ref) {
      return ref.stage().orElse(CURRENT).equals(stage) ? versionId : null;
    }
  }
}
