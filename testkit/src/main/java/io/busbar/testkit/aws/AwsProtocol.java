// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.routing.InvalidEventPatternException;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS's JSON protocols for EventBridge and Secrets Manager (AWS JSON 1.1) and SQS (AWS JSON 1.0) on
 * an in-memory organization, without HTTP: whatever carries a request here, a socket or a client in
 * this JVM, gets the same answer.
 *
 * <p>Thread-safe, and never blocks: a long poll is a future that completes later. Every request is
 * answered, an unknown operation by {@code UnknownOperationException}, a mistake of ours by {@code
 * InternalFailure}; no stack trace leaves it.
 */
final class AwsProtocol implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AwsProtocol.class);

  private final Map<String, ServiceTable> services = new LinkedHashMap<>();

  /** The answers that wait, by request id. */
  private final Map<String, CompletableFuture<ObjectNode>> waiting = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private AwsProtocol(List<ServiceTable> tables) {
    tables.forEach(table -> services.put(table.prefix(), table));
  }

  /** The protocols before {@code organization}, which may be used directly at the same time. */
  static AwsProtocol of(InMemoryOrganization organization) {
    return new AwsProtocol(
        List.of(
            EventBridgeOperations.of(organization),
            SqsOperations.of(organization),
            SecretsManagerOperations.of(organization)));
  }

  /**
   * Answers a request.
   *
   * @return the answer, which is never exceptional; cancelling it ends a long poll
   */
  CompletableFuture<AwsResponse> handle(AwsRequest request) {
    String requestId = UUID.randomUUID().toString();
    if (StsQuery.isFor(request)) {
      return CompletableFuture.completedFuture(StsQuery.answer(request, requestId));
    }
    int dot = request.target().indexOf('.');
    ServiceTable service = services.get(request.target().substring(0, Math.max(dot, 0)));
    Answers answers = new Answers(service, requestId);
    CompletableFuture<ObjectNode> result = run(service, request);
    if (!result.isDone()) {
      remember(requestId, result);
    }
    CompletableFuture<AwsResponse> answer =
        result.handle((json, failure) -> answer(answers, request, json, failure));
    var unused = answer.whenComplete((response, failure) -> result.cancel(false));
    return answer;
  }

  /** Ends all long polls with an empty answer, those that are open and those that still come. */
  @Override
  public void close() {
    closed = true;
    waiting.values().forEach(poll -> poll.complete(Json.object()));
  }

  private CompletableFuture<ObjectNode> run(@Nullable ServiceTable service, AwsRequest request) {
    try {
      Operation operation = operation(service, request.target());
      Input input = Input.parse(request.body());
      if (service != null) {
        String name = request.target().substring(service.prefix().length() + 1);
        service.model().check(name, input.json());
      }
      return operation.apply(new Call(request.caller(), request.endpoint(), input));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void remember(String requestId, CompletableFuture<ObjectNode> poll) {
    waiting.put(requestId, poll);
    if (closed) {
      poll.complete(Json.object());
    }
    var unused = poll.whenComplete((json, failure) -> waiting.remove(requestId));
  }

  private static Operation operation(@Nullable ServiceTable service, String target) {
    if (target.isEmpty()) {
      throw Faults.unknownOperation(
          "The request has no header X-Amz-Target. LocalAws speaks AWS's JSON protocols: use AWS"
              + " CLI 2.14, boto3 1.28 or later.");
    }
    Operation operation =
        service == null ? null : service.operation(target.substring(service.prefix().length() + 1));
    if (operation == null) {
      throw Faults.unknownOperation(
          "LocalAws does not serve '" + target + "'. docs/local-aws.md lists what it serves.");
    }
    return operation;
  }

  private static AwsResponse answer(
      Answers answers, AwsRequest request, @Nullable ObjectNode json, @Nullable Throwable failure) {
    if (json != null) {
      return answers.success(json);
    }
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (cause instanceof AwsErrorException error) {
      return answers.failure(error.status(), error.code(), String.valueOf(error.getMessage()));
    }
    if (cause instanceof InvalidEventPatternException invalid) {
      return answers.failure(400, invalid.awsCode(), invalid.awsMessage());
    }
    log.error("LocalAws failed to answer {}; this is a bug in it.", request.target(), cause);
    return answers.failure(500, "InternalFailure", "LocalAws failed to answer; its log says why.");
  }
}
