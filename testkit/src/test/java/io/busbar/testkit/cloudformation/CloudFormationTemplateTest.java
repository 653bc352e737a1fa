// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.busbar.core.publish.EntryResult;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.KmsKey;
import io.busbar.testkit.Message;
import io.busbar.testkit.PutEventsEntry;
import io.busbar.testkit.Queue;
import io.busbar.testkit.QueueSettings;
import io.busbar.testkit.RedrivePolicy;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Target;
import io.busbar.testkit.TargetInput;
import io.busbar.testkit.TargetRetryPolicy;
import io.busbar.testkit.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudFormationTemplateTest {
  private static final Path TEMPLATES = Path.of("src/test/resources/cloudformation");

  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(VirtualClock.create()).enforcePolicies(true).build();
  private final Region hub = aws.account("121212121212").region("us-east-1");

  @Test
  void makesWhatTheTemplateDescribes() {
    Stack stack = centralBus().parameter("Retries", "4").loadInto(hub);

    Rule payment = stack.rule("ToPayment");
    assertThat(payment.bus()).isSameAs(stack.bus("CentralBus"));
    assertThat(payment.pattern().orElseThrow())
        .hasToString(
            "{\"source\":[{\"prefix\":\"grocer.\"}],\"detail-type\":[\"Subscription Upgrade Requested\",\"Payment Retry Requested\"]}");
    assertThat(payment.targets())
        .containsExactly(
            new Target(
                "queue",
                "arn:aws:sqs:us-east-1:999999999999:payment",
                TargetInput.WHOLE_EVENT,
                new TargetRetryPolicy(4, Duration.ofDays(1)),
                "arn:aws:sqs:us-east-1:121212121212:undelivered",
                "arn:aws:iam::121212121212:role/grocery-delivery-test",
                null));
    assertThat(stack.rule("ToSubscription").targets().get(0).arn())
        .isEqualTo("arn:aws:sqs:us-east-1:101010101010:subscription");
    assertThat(stack.queue("Undelivered").settings().retention()).isEqualTo(Duration.ofDays(14));
    assertThat(stack.outputs())
        .isEqualTo(
            Map.of(
                "BusArn",
                "arn:aws:events:us-east-1:121212121212:event-bus/central-bus",
                "Undelivered",
                "https://sqs.us-east-1.amazonaws.com/121212121212/undelivered"));
    assertThat(hub.archives().all()).isEmpty();
  }

  @Test
  void takesTheBranchThatTheConditionsGive() {
    centralBus().parameter("Stage", "production").loadInto(hub);

    assertThat(hub.archives().require("everything").retentionDays()).isEqualTo(30);
    assertThat(hub.archives().require("everything").bus().name()).isEqualTo("central-bus");
  }

  @Test
  void letsPoliciesDecide() {
    Region payment = aws.account("999999999999").region("us-east-1");
    Stack service = service("payment").loadInto(payment);
    Stack stack = centralBus().loadInto(hub);

    put(aws.account("111111111111").region(), stack.bus("CentralBus").arn());

    assertThat(service.queue("Queue").counts().available()).isEqualTo(1);
    service("payment").parameter("HubAccount", "333333333333").loadInto(payment);
    put(aws.account("111111111111").region(), stack.bus("CentralBus").arn());
    assertThat(service.queue("Queue").counts().available()).isEqualTo(1);
    Message undelivered = stack.queue("Undelivered").receive(1).get(0);
    assertThat(undelivered.attributes().get("ERROR_CODE").value()).isEqualTo("NO_PERMISSIONS");
  }

  @Test
  void makesQueuesWithTheirSettings() {
    Stack stack = service("payment").loadInto(aws.account("999999999999").region("eu-west-1"));

    assertThat(stack.queue("Queue").settings())
        .isEqualTo(
            QueueSettings.DEFAULT.withRedrive(
                new RedrivePolicy(
                    "arn:aws:sqs:eu-west-1:999999999999:payment-dead-letters", 1000)));
    assertThat(stack.queue("Queue").policy().orElseThrow())
        .contains("arn:aws:iam::121212121212:root")
        .contains("arn:aws:sqs:eu-west-1:999999999999:payment");
  }

  @Test
  void changesWhatIsThereWhenItIsLoadedAgain() {
    centralBus().loadInto(hub);
    Rule payment = hub.bus("central-bus").requireRule("payment");
    payment.target(new Target("by-hand", "arn:aws:sqs:us-east-1:121212121212:undelivered"));

    centralBus().loadInto(hub);

    assertThat(payment.targets()).extracting(Target::id).containsExactly("queue");
    assertThat(hub.bus("central-bus").rules()).hasSize(5);
  }

  @Test
  void shapesWhatTargetsGet() {
    Stack stack =
        CloudFormationTemplate.of(
                """
                Resources:
                  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /aws/events/orders}}
                  Ordered:
                    Type: AWS::SQS::Queue
                    Properties: {FifoQueue: true, ContentBasedDeduplication: true, DelaySeconds: 5}
                  Orders:
                    Type: AWS::Events::Rule
                    Properties:
                      State: DISABLED
                      Description: All orders.
                      EventPattern: {source: [grocer.customer-web]}
                      Targets:
                        - {Id: constant, Arn: !GetAtt Group.Arn, Input: '{"a":1}'}
                        - {Id: path, Arn: !GetAtt Ordered.Arn, InputPath: $.detail, SqsParameters: {MessageGroupId: all}}
                        - Id: transformer
                          Arn: !GetAtt Ordered.Arn
                          SqsParameters: {MessageGroupId: all}
                          InputTransformer:
                            InputPathsMap: {id: $.id}
                            InputTemplate: '{"id":"<id>"}'
                """)
            .stackName("shop")
            .loadInto(hub);

    Rule rule = stack.rule("Orders");
    assertThat(rule.arn()).isEqualTo("arn:aws:events:us-east-1:121212121212:rule/shop-Orders");
    assertThat(rule.state()).isEqualTo(Rule.State.DISABLED);
    assertThat(rule.description()).contains("All orders.");
    assertThat(rule.targets())
        .extracting(Target::arn, Target::input, Target::messageGroupId)
        .containsExactly(
            tuple(
                "arn:aws:logs:us-east-1:121212121212:log-group:/aws/events/orders",
                new TargetInput.Constant("{\"a\":1}"),
                null),
            tuple(
                "arn:aws:sqs:us-east-1:121212121212:shop-Ordered.fifo",
                new TargetInput.Path("$.detail"),
                "all"),
            tuple(
                "arn:aws:sqs:us-east-1:121212121212:shop-Ordered.fifo",
                new TargetInput.Transformer(Map.of("id", "$.id"), "{\"id\":\"<id>\"}"),
                "all"));
    assertThat(stack.queue("Ordered").isFifo()).isTrue();
    assertThat(stack.queue("Ordered").settings().fifo().contentBasedDeduplication()).isTrue();
    assertThat(stack.queue("Ordered").settings().delay()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void makesKeysAndSecrets() {
    Stack stack =
        CloudFormationTemplate.of(
                """
                Resources:
                  Orders:
                    Type: AWS::SQS::Queue
                    DependsOn: [OrdersKeyAlias]
                    Properties: {QueueName: orders, KmsMasterKeyId: alias/orders}
                  Plain:
                    Type: AWS::SQS::Queue
                    Properties: {QueueName: plain, KmsMasterKeyId: alias/aws/sqs}
                  OrdersKeyAlias:
                    Type: AWS::KMS::Alias
                    Properties: {AliasName: alias/orders, TargetKeyId: !Ref OrdersKey}
                  OrdersKey:
                    Type: AWS::KMS::Key
                    Properties:
                      KeyPolicy:
                        Version: "2012-10-17"
                        Statement:
                          - Effect: Allow
                            Principal: {Service: events.amazonaws.com}
                            Action: [kms:GenerateDataKey, kms:Decrypt]
                            Resource: "*"
                  Token:
                    Type: AWS::SecretsManager::Secret
                    Properties: {Name: token, SecretString: s3cret}
                  Login:
                    Type: AWS::SecretsManager::Secret
                    Properties:
                      Name: login
                      GenerateSecretString:
                        SecretStringTemplate: '{"username":"shop"}'
                        GenerateStringKey: password
                        PasswordLength: 12
                        ExcludeCharacters: abc
                """)
            .loadInto(hub);

    KmsKey key = stack.queue("Orders").key().orElseThrow();
    assertThat(key.arn()).isEqualTo(stack.attribute("OrdersKey", "Arn"));
    assertThat(key.policy()).isPresent();
    assertThat(stack.queue("Plain").key()).isEmpty();
    assertThat(hub.secrets().require("token").value().value()).isEqualTo("s3cret");
    assertThat(stack.ref("Token")).isEqualTo(hub.secrets().require("token").arn());
    assertThat(hub.secrets().require("login").value().value())
        .matches("\\{\"username\":\"shop\",\"password\":\"[A-Zd-z0-9]{12}\"}");
  }

  @Test
  void refersToWhatIsThereAlready() {
    hub.bus("central-bus");
    Queue queue = hub.queue("orders");

    Stack stack =
        CloudFormationTemplate.of(
                """
                Resources:
                  Policy:
                    Type: AWS::SQS::QueueInlinePolicy
                    Properties:
                      Queue: https://sqs.us-east-1.amazonaws.com/121212121212/orders
                      PolicyDocument:
                        Statement: [{Effect: Allow, Principal: "*", Action: "sqs:*", Resource: "*"}]
                  Publisher:
                    Type: AWS::Events::EventBusPolicy
                    Properties:
                      EventBusName: central-bus
                      StatementId: shop
                      Action: events:PutEvents
                      Principal: "*"
                      Condition: {Type: StringEquals, Key: aws:PrincipalOrgID, Value: o-busbar0000}
                """)
            .loadInto(hub);

    assertThat(queue.policy()).isPresent();
    assertThat(hub.bus("central-bus").policy().orElseThrow())
        .contains("\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-busbar0000\"}}");
    assertThatThrownBy(() -> stack.queue("Policy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The resource 'Policy' of the stack 'stack' has no attribute 'QueueName'. It has [].");
    assertThatThrownBy(() -> stack.ref("Orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The stack 'stack' has no resource 'Orders'. It has [Policy, Publisher].");
  }

  static CloudFormationTemplate centralBus() {
    return CloudFormationTemplate.read(TEMPLATES.resolve("central-bus.yaml"))
        .parameter("PaymentAccount", "999999999999")
        .parameter("SubscriptionAccount", "101010101010")
        .parameter("InventoryAccount", "666666666666")
        .parameter("OrderAccount", "777777777777")
        .parameter("WebAccount", "111111111111")
        .ignoring("AWS::IAM::Role", "AWS::CloudWatch::Alarm");
  }

  private static CloudFormationTemplate service(String name) {
    return CloudFormationTemplate.read(TEMPLATES.resolve("service.json"))
        .parameter("Service", name)
        .parameter("HubAccount", "121212121212");
  }

  private static void put(Region caller, String busArn) {
    var results =
        caller.putEvents(
            List.of(
                PutEventsEntry.of("grocer.customer-web", "Payment Retry Requested", "{}")
                    .on(busArn)));
    assertThat(results).hasOnlyElementsOfType(EntryResult.Accepted.class);
  }
}
