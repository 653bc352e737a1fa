// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.testkit.FifoSettings;
import io.busbar.testkit.FifoSettings.DeduplicationScope;
import io.busbar.testkit.FifoSettings.ThroughputLimit;
import io.busbar.testkit.Queue;
import io.busbar.testkit.QueueSettings;
import io.busbar.testkit.RedrivePolicy;
import io.busbar.testkit.Region;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queues and their policies. */
final class QueueResources {
  private static final String FIFO = ".fifo";
  private static final String OWN_KEY = "alias/aws/sqs";

  static final ResourceType QUEUE =
      new ResourceType(
          Set.of(
              "QueueName",
              "FifoQueue",
              "ContentBasedDeduplication",
              "DeduplicationScope",
              "FifoThroughputLimit",
              "DelaySeconds",
              "KmsMasterKeyId",
              "MaximumMessageSize",
              "MessageRetentionPeriod",
              "ReceiveMessageWaitTimeSeconds",
              "RedrivePolicy",
              "VisibilityTimeout"),
          Set.of(
              "KmsDataKeyReusePeriodSeconds", "RedriveAllowPolicy", "SqsManagedSseEnabled", "Tags"),
          QueueResources::queue);

  static final ResourceType POLICY =
      new ResourceType(
          Set.of("Queues", "PolicyDocument"),
          Set.of(),
          resource -> {
            List<JsonNode> queues = resource.properties().list("Queues");
            if (queues.isEmpty()) {
              throw new Mistake("The property 'Queues' is required.");
            }
            queues.forEach(each -> setPolicy(resource, each.asText()));
            return resource.made(resource.generatedName(), "Id", resource.generatedName());
          });

  static final ResourceType INLINE_POLICY =
      new ResourceType(
          Set.of("Queue", "PolicyDocument"),
          Set.of(),
          resource -> {
            setPolicy(resource, resource.properties().required("Queue"));
            return resource.made(resource.properties().required("Queue"));
          });

  private QueueResources() {}

  private static Physical queue(Resource resource) {
    Properties properties = resource.properties();
    QueueSettings settings = settings(properties, resource.region());
    Queue queue = resource.region().queue(name(resource)).settings(settings);
    String key = properties.text("KmsMasterKeyId");
    if (key != null && !key.equals(OWN_KEY)) {
      queue.encryptedBy(resource.region().key(keyId(resource, key)));
    }
    return resource.made(
        url(queue), "Arn", queue.arn(), "QueueName", queue.name(), "QueueUrl", url(queue));
  }

  private static String name(Resource resource) {
    boolean fifo = resource.properties().flag("FifoQueue");
    String given = resource.text("QueueName");
    if (given == null) {
      return resource.generatedName() + (fifo ? FIFO : "");
    }
    if (fifo != given.endsWith(FIFO)) {
      throw new Mistake(
          "The queue '%s' is %s. The name of a FIFO queue ends with '.fifo', and only that."
              .formatted(given, fifo ? "a FIFO queue" : "no FIFO queue"));
    }
    return given;
  }

  private static QueueSettings settings(Properties properties, Region region) {
    QueueSettings all = QueueSettings.DEFAULT;
    Integer bytes = properties.integer("MaximumMessageSize");
    return all.withVisibilityTimeout(
            seconds(properties, "VisibilityTimeout", all.visibilityTimeout()))
        .withDelay(seconds(properties, "DelaySeconds", all.delay()))
        .withReceiveWait(seconds(properties, "ReceiveMessageWaitTimeSeconds", all.receiveWait()))
        .withRetention(seconds(properties, "MessageRetentionPeriod", all.retention()))
        .withMaxMessageBytes(bytes == null ? all.maxMessageBytes() : bytes)
        .withFifo(fifo(properties))
        .withRedrive(redrive(properties.document("RedrivePolicy"), region));
  }

  private static FifoSettings fifo(Properties properties) {
    boolean byGroup = "messageGroup".equals(properties.text("DeduplicationScope"));
    boolean limitByGroup = "perMessageGroupId".equals(properties.text("FifoThroughputLimit"));
    return new FifoSettings(
        properties.flag("ContentBasedDeduplication"),
        byGroup ? DeduplicationScope.MESSAGE_GROUP : DeduplicationScope.QUEUE,
        limitByGroup ? ThroughputLimit.PER_MESSAGE_GROUP_ID : ThroughputLimit.PER_QUEUE);
  }

  private static Duration seconds(Properties properties, String name, Duration standard) {
    Integer seconds = properties.integer(name);
    return seconds == null ? standard : Duration.ofSeconds(seconds);
  }

  private static @Nullable RedrivePolicy redrive(@Nullable JsonNode json, Region region) {
    if (json == null) {
      return null;
    }
    Properties policy = new Properties(json);
    String arn = policy.required("deadLetterTargetArn");
    Integer count = policy.integer("maxReceiveCount");
    if (count == null) {
      throw new Mistake("The property 'maxReceiveCount' of 'RedrivePolicy' is required.");
    }
    if (region.account().organization().findQueue(arn).isEmpty()) {
      throw new Mistake("The dead-letter queue '%s' does not exist.".formatted(arn));
    }
    return new RedrivePolicy(arn, count);
  }

  /** From an id, an ARN or an alias. */
  private static String keyId(Resource resource, String key) {
    String name = key.replaceFirst("^arn:aws:kms:[^:]*:\\d*:(key/)?", "");
    if (!name.startsWith("alias/")) {
      return name;
    }
    String id = resource.site().keyAliases().get(name);
    if (id == null) {
      throw new Mistake(
          "The key '%s' is not known. Put its AWS::KMS::Alias into the template before the queue, by DependsOn or Ref."
              .formatted(key));
    }
    return id;
  }

  private static void setPolicy(Resource resource, String queueUrl) {
    String name = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
    Queue queue =
        resource
            .region()
            .findQueue(name)
            .orElseThrow(() -> new Mistake("The queue '%s' does not exist.".formatted(queueUrl)));
    queue.policy(resource.properties().requiredDocument("PolicyDocument").toString());
  }

  private static String url(Queue queue) {
    Region region = queue.region();
    return "https://sqs.%s.amazonaws.com/%s/%s"
        .formatted(region.name(), region.account().id(), queue.name());
  }
}
