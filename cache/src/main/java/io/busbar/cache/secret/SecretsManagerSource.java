// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import io.busbar.cache.secret.SecretSourceException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/**
 * Secrets of AWS Secrets Manager. Thread-safe; the client stays its owner's to close. Give it a
 * client without retries of its own ({@code retryStrategy}: none), because the cache spaces its
 * tries out.
 *
 * <p>It needs {@code secretsmanager:GetSecretValue} on the secrets, {@code kms:Decrypt} on their
 * keys and, for {@link SecretCache#prefetch}, {@code secretsmanager:BatchGetSecretValue}.
 */
public final class SecretsManagerSource implements SecretSource {
  private static final Logger log = LoggerFactory.getLogger(SecretsManagerSource.class);

  /** What BatchGetSecretValue takes (its API reference, SecretIdList). */
  static final int BATCH = 20;

  private final Function<GetSecretValueRequest, GetSecretValueResponse> get;
  private final Function<BatchGetSecretValueRequest, BatchGetSecretValueResponse> batchGet;

  private SecretsManagerSource(
      Function<GetSecretValueRequest, GetSecretValueResponse> get,
      Function<BatchGetSecretValueRequest, BatchGetSecretValueResponse> batchGet) {
    this.get = get;
    this.batchGet = batchGet;
  }

  public static SecretsManagerSource of(SecretsManagerClient client) {
    return new SecretsManagerSource(client::getSecretValue, client::batchGetSecretValue);
  }

  /** The caching thread waits for the client's answers. */
  public static SecretsManagerSource of(SecretsManagerAsyncClient client) {
    return new SecretsManagerSource(
        request -> client.getSecretValue(request).join(),
        request -> client.batchGetSecretValue(request).join());
  }

  @Override
  public Secret fetch(SecretRef ref) {
    GetSecretValueRequest request =
        GetSecretValueRequest.builder()
            .secretId(ref.id())
            .versionStage(ref.stage().orElse(null))
            .versionId(ref.version().orElse(null))
            .build();
    GetSecretValueResponse answer = answer(() -> get.apply(request));
    return answer.secretString() == null
        ? Secret.ofBytes(ref.id(), answer.versionId(), answer.secretBinary().asByteArrayUnsafe())
        : Secret.ofText(ref.id(), answer.versionId(), answer.secretString());
  }

  /**
   * Asks for twenty at a time. When Secrets Manager refuses the batch (throttled, or not allowed),
   * each is asked for alone.
   */
  @Override
  public Map<SecretRef, Secret> fetchAll(List<SecretRef> refs) {
    Map<SecretRef, Secret> found = new LinkedHashMap<>();
    List<SecretRef> current = new ArrayList<>(refs);
    current.removeIf(ref -> ref.stage().isPresent() || ref.version().isPresent());
    for (int from = 0; from < current.size(); from += BATCH) {
      fetchBatch(current.subList(from, Math.min(from + BATCH, current.size())), found);
    }
    List<SecretRef> others = new ArrayList<>(refs);
    others.removeAll(current);
    found.putAll(SecretSource.super.fetchAll(others));
    return found;
  }

  private void fetchBatch(List<SecretRef> refs, Map<SecretRef, Secret> found) {
    try {
      String next = null;
      do {
        BatchGetSecretValueRequest request =
            BatchGetSecretValueRequest.builder()
                .secretIdList(refs.stream().map(SecretRef::id).toList())
                .nextToken(next)
                .build();
        BatchGetSecretValueResponse answer = answer(() -> batchGet.apply(request));
        answer.secretValues().forEach(value -> collect(value, refs, found));
        next = answer.nextToken();
      } while (next != null);
    } catch (SecretSourceException refused) {
      log.info(
          "Secrets cannot be read in batches, so they are read one by one: {}",
          refused.getMessage());
      found.putAll(SecretSource.super.fetchAll(refs));
    }
  }

  private static void collect(
      SecretValueEntry value, List<SecretRef> refs, Map<SecretRef, Secret> found) {
    for (SecretRef ref : refs) {
      if (SecretIds.same(ref.id(), value.name(), value.arn())) {
        found.put(
            ref,
            value.secretString() == null
                ? Secret.ofBytes(
                    ref.id(), value.versionId(), value.secretBinary().asByteArrayUnsafe())
                : Secret.ofText(ref.id(), value.versionId(), value.secretString()));
      }
    }
  }

  private static <T> T answer(Supplier<T> call) {
    try {
      return call.get();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof SdkException cause ? refusal(cause) : failed;
    } catch (SdkException failed) {
      throw refusal(failed);
    }
  }

  private static SecretSourceException refusal(SdkException failed) {
    String message = String.valueOf(failed.getMessage());
    return new SecretSourceException(reason(failed), message, failed);
  }

  private static Reason reason(SdkException failed) {
    if (!(failed instanceof AwsServiceException refused)) {
      return Reason.UNAVAILABLE;
    }
    if (refused.isThrottlingException()) {
      return Reason.THROTTLED;
    }
    AwsErrorDetails details = refused.awsErrorDetails();
    return details == null ? Reason.UNAVAILABLE : reason(String.valueOf(details.errorCode()));
  }

  /** The codes are those of GetSecretValue's API reference. */
  private static Reason reason(String code) {
    return switch (code) {
      case "ResourceNotFoundException", "InvalidRequestException", "InvalidParameterException" ->
          Reason.NOT_FOUND;
      case "AccessDeniedException", "DecryptionFailure" -> Reason.ACCESS_DENIED;
      case "ThrottlingException" -> Reason.THROTTLED;
      default -> Reason.UNAVAILABLE;
    };
  }
}
