// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.StartReplayRequest;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What AWS's clients show of errors: the code and the whole text. */
class ErrorsTest extends ClientTest {
  private static final String PATTERN = "{\"source\":[\"shop\"]}";
  private static final String ARCHIVE = "arn:aws:events:us-east-1:999999999999:archive/";
  private static final String BUS = "arn:aws:events:us-east-1:999999999999:event-bus/";
  private static final String MISSING = "ResourceNotFoundException";
  private static final String INVALID = "ValidationException";
  private static final String INVALID_VALUE = "InvalidParameterValue";

  private final EventBridgeClient events = clients.eventBridge(ACCOUNT);
  private final SecretsManagerClient secrets = clients.secrets(ACCOUNT);

  @TestFactory
  Stream<DynamicTest> areThoseOfEventBridge() {
    events.createEventBus(to -> to.name("other"));
    events.putRule(to -> to.name("rule").eventPattern(PATTERN));
    events.putTargets(to -> to.rule("rule").targets(target("1")));
    events.createArchive(to -> to.archiveName("all").eventSourceArn(BUS + "default"));
    return Stream.of(
        row(
            () -> events.createEventBus(to -> to.name("other")),
            "ResourceAlreadyExistsException",
            "Event bus other already exists."),
        row(
            () -> events.createEventBus(to -> to.name("a b")),
            INVALID,
            "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+"),
        row(
            () -> events.createEventBus(to -> to.name("a/b")),
            INVALID,
            "Event bus name must not contain '/'."),
        row(
            () -> events.updateEventBus(to -> to.name("none").description("x")),
            MISSING,
            "Event bus none does not exist."),
        row(
            () -> events.deleteEventBus(to -> to.name("default")),
            INVALID,
            "Cannot delete event bus default."),
        row(
            () -> events.describeRule(to -> to.name("none")),
            MISSING,
            "Rule none does not exist on EventBus default."),
        row(
            () -> events.deleteRule(to -> to.name("rule")),
            INVALID,
            "Rule can't be deleted since it has targets."),
        row(
            () -> events.putRule(to -> to.name("r".repeat(65)).eventPattern(PATTERN).state("ON")),
            INVALID,
            "2 validation errors detected: Value '"
                + "r".repeat(65)
                + "' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64; "
                + "Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]"),
        row(
            () -> events.putRule(PutRuleRequest.builder().eventPattern(PATTERN).build()),
            INVALID,
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"),
        row(
            () -> events.listRules(to -> to.limit(101)),
            INVALID,
            "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: "
                + "Member must have value less than or equal to 100"),
        row(
            () -> events.putTargets(to -> to.rule("rule").targets(target(""))),
            INVALID,
            "2 validation errors detected: Value '' at 'targets.1.member.id' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1; "
                + "Value '' at 'targets.1.member.id' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"),
        row(
            () ->
                events.putTargets(
                    to ->
                        to.rule("rule")
                            .targets(target("1").toBuilder().input("{}").inputPath("$").build())),
            INVALID,
            "Only one of Input, InputPath, or InputTransformer must be provided for target 1."),
        row(
            () ->
                events.tagResource(
                    to ->
                        to.resourceARN(BUS + "none")
                            .tags(Tag.builder().key("k").value("v").build())),
            MISSING,
            "Event bus none does not exist."));
  }

  @TestFactory
  Stream<DynamicTest> areThoseOfArchivesAndReplays() {
    events.createEventBus(to -> to.name("other"));
    events.createArchive(to -> to.archiveName("all").eventSourceArn(BUS + "default"));
    events.startReplay(replay("used", "default"));
    return Stream.of(
        row(
            () -> events.createArchive(to -> to.archiveName("all").eventSourceArn(BUS + "default")),
            "ResourceAlreadyExistsException",
            "Archive all already exists."),
        row(
            () -> events.createArchive(to -> to.archiveName("x").eventSourceArn(BUS + "none")),
            MISSING,
            "Event bus none does not exist."),
        row(
            () ->
                events.createArchive(
                    to -> to.archiveName("x").eventSourceArn(BUS + "default").retentionDays(-1)),
            INVALID,
            "1 validation error detected: Value '-1' at 'retentionDays' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 0"),
        row(
            () -> events.updateArchive(to -> to.archiveName("none")),
            MISSING,
            "Archive none does not exist."),
        row(
            () -> events.listArchives(to -> to.namePrefix("a").state("ENABLED")),
            INVALID,
            "At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix."),
        row(
            () -> events.describeReplay(to -> to.replayName("none")),
            MISSING,
            "Replay none does not exist."),
        row(
            () -> events.startReplay(replay("used", "default")),
            "ResourceAlreadyExistsException",
            "Replay used already exists."),
        row(
            () -> events.startReplay(replay("new", "other")),
            INVALID,
            "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted."));
  }

  @TestFactory
  Stream<DynamicTest> areThoseOfSqs() {
    String none = aws.endpoint() + "/999999999999/none";
    return Stream.of(
        row(
            () -> sqs.sendMessage(to -> to.queueUrl(none).messageBody("x")),
            "AWS.SimpleQueueService.NonExistentQueue",
            "The specified queue does not exist."),
        row(
            () ->
                sqs.receiveMessage(
                    to -> to.queueUrl(queueUrl).messageSystemAttributeNamesWithStrings("Foo")),
            "InvalidAttributeName",
            "Unknown Attribute Foo."),
        row(
            () -> sendAttribute("n", "Number", "many"),
            INVALID_VALUE,
            "Can't cast the value of message (user) attribute 'n' to a number."),
        row(
            () -> sendAttribute("aws.x", "String", "x"),
            INVALID_VALUE,
            "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use."),
        row(
            () -> sendAttribute("a b", "String", "x"),
            INVALID_VALUE,
            "The message attribute name 'a b' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters."),
        row(
            () ->
                sqs.addPermission(
                    to ->
                        to.queueUrl(queueUrl)
                            .label("l")
                            .awsAccountIds("111111111111")
                            .actions("Foo")),
            INVALID_VALUE,
            "Value SQS:Foo for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions."),
        row(
            () -> sqs.receiveMessage(to -> to.queueUrl(queueUrl).maxNumberOfMessages(11)),
            INVALID_VALUE,
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."),
        row(
            () -> sqs.tagQueue(to -> to.queueUrl(queueUrl)),
            "MissingParameter",
            "The request must contain the parameter Tags."),
        row(
            () ->
                sqs.setQueueAttributes(
                    to ->
                        to.queueUrl(queueUrl)
                            .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "x"))),
            "InvalidAttributeValue",
            "Invalid value for the parameter VisibilityTimeout."),
        row(
            () ->
                sqs.getQueueAttributes(
                    to -> to.queueUrl(queueUrl).attributeNamesWithStrings("Nonsense")),
            "InvalidAttributeName",
            "Unknown Attribute Nonsense."),
        row(
            () -> sqs.removePermission(to -> to.queueUrl(queueUrl).label("none")),
            INVALID_VALUE,
            "Value none for parameter Label is invalid. Reason: can't find label on existing policy."),
        row(
            () -> sqs.startMessageMoveTask(to -> to.sourceArn(queue.arn())),
            INVALID_VALUE,
            "Source queue must be configured as a Dead Letter Queue."),
        row(
            () -> sqs.cancelMessageMoveTask(to -> to.taskHandle("none")),
            MISSING,
            "Task does not exist."));
  }

  @TestFactory
  Stream<DynamicTest> areThoseOfSecretsManager() {
    secrets.createSecret(to -> to.name("key").secretString("one"));
    return Stream.of(
        row(
            () -> secrets.getSecretValue(to -> to.secretId("none")),
            MISSING,
            "Secrets Manager can't find the specified secret."),
        row(
            () -> secrets.getSecretValue(to -> to.secretId("key").versionStage("AWSPENDING")),
            MISSING,
            "Secrets Manager can't find the specified secret value for staging label: AWSPENDING"),
        row(
            () -> secrets.createSecret(to -> to.name("key").secretString("two")),
            "ResourceExistsException",
            "The operation failed because the secret key already exists."),
        row(
            () -> secrets.putSecretValue(to -> to.secretId("key")),
            "InvalidRequestException",
            "You must provide either SecretString or SecretBinary."),
        row(
            () -> secrets.rotateSecret(to -> to.secretId("key")),
            "InvalidRequestException",
            "No Lambda rotation function ARN is associated with this secret."),
        row(
            () -> secrets.deleteSecret(to -> to.secretId("key").recoveryWindowInDays(6L)),
            "InvalidParameterException",
            "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."),
        row(
            () -> secrets.batchGetSecretValue(to -> {}),
            "InvalidParameterException",
            "Either 'SecretIdList' or 'Filters' must be provided, but not both."),
        row(
            () -> secrets.listSecrets(to -> to.maxResults(101)),
            INVALID,
            "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: "
                + "Member must have value less than or equal to 100"),
        row(
            () -> secrets.getRandomPassword(to -> to.passwordLength(3L)),
            "InvalidParameterException",
            "Password length 3 is too short based on the required types."));
  }

  private static DynamicTest row(ThrowingCallable call, String code, String message) {
    return DynamicTest.dynamicTest(message, () -> assertRefuses(call, code, message));
  }

  private void sendAttribute(String name, String type, String value) {
    sqs.sendMessage(
        to ->
            to.queueUrl(queueUrl)
                .messageBody("x")
                .messageAttributes(
                    Map.of(
                        name,
                        MessageAttributeValue.builder()
                            .dataType(type)
                            .stringValue(value)
                            .build())));
  }

  private Target target(String id) {
    return Target.builder().id(id).arn(queue.arn()).build();
  }

  private static StartReplayRequest replay(String name, String bus) {
    return StartReplayRequest.builder()
        .replayName(name)
        .eventSourceArn(ARCHIVE + "all")
        .eventStartTime(Instant.EPOCH)
        .eventEndTime(Instant.EPOCH.plusSeconds(60))
        .destination(to -> to.arn(BUS + bus))
        .build();
  }
}
