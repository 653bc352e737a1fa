// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.ConfigurationException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.VirtualClock;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemplateFindingsTest {
  private static final String BEGINNING =
      "The template 'template' cannot be loaded into account 121212121212 in us-east-1:";

  private final InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
  private final Region hub = aws.account("121212121212").region("us-east-1");

  @Test
  void tellsAllThatItDoesNotKnowAtOnceAndMakesNothing() {
    refuses(
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Role: {Type: AWS::IAM::Role}
          Orders: {Type: AWS::SQS::Queue, Properties: {QueName: orders, DelaySeconds: soon}}
          Fine: {Type: AWS::SQS::Queue}
          Broken:
            Type: AWS::Events::Rule
            Properties: {EventPattern: {source: [{prefx: a}]}}
          Lost:
            Type: AWS::Events::Rule
            Properties: {EventBusName: central-bus, EventPattern: {source: [a]}}
          Scheduled:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: rate(1 minute)}
          Targets:
            Type: AWS::Events::Rule
            Properties:
              EventPattern: {source: [a]}
              Targets: [{Id: task, Arn: !GetAtt Role.Arn, EcsParameters: {}}]
          Dead:
            Type: AWS::SQS::Queue
            Properties: {RedrivePolicy: {deadLetterTargetArn: "arn:aws:sqs:us-east-1:121212121212:none", maxReceiveCount: 3}}
        Outputs:
          Host: {Value: !GetAtt Fine.Host}
          OfTheBroken: {Value: !Ref Broken}
        """,
        "The template uses a transform, as SAM templates do. Load what it is transformed to: 'aws cloudformation get-template --template-stage Processed' shows it.",
        "Resource 'Role': the type 'AWS::IAM::Role' has no meaning here. Leave it out with .ignoring(\"AWS::IAM::Role\") or .ignoring(\"Role\").",
        "Resource 'Orders' (AWS::SQS::Queue): the property 'QueName' is not known here. Check its spelling, or leave it out with .ignoring(\"Orders.QueName\").",
        "Resource 'Scheduled' (AWS::Events::Rule): the property 'ScheduleExpression' is not known here. Check its spelling, or leave it out with .ignoring(\"Scheduled.ScheduleExpression\").",
        "Resource 'Orders' (AWS::SQS::Queue): The property 'DelaySeconds' must be a number, but was 'soon'.",
        """
        Resource 'Broken' (AWS::Events::Rule): Event pattern is not valid. Reason: Unrecognized match type prefx
              at [Source: (String)"{"source":[{"prefx":"a"}]}"; line: 1, column: 22]
             Use one of prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, cidr, exists.""",
        "Resource 'Lost' (AWS::Events::Rule): Event bus central-bus does not exist.",
        "Resource 'Scheduled' (AWS::Events::Rule): The property 'EventPattern' is required; schedules have no meaning here.",
        "Resource 'Dead' (AWS::SQS::Queue): The dead-letter queue 'arn:aws:sqs:us-east-1:121212121212:none' does not exist.",
        "Output 'Host': The attribute 'Host' of 'Fine' (AWS::SQS::Queue) is not known here. Give it with .given(\"Fine.Host\", \"…\").");
    assertThat(hub.queues()).isEmpty();
    assertThat(hub.bus("default").rules()).isEmpty();
  }

  @Test
  void tellsWhatIsWrongWithATarget() {
    refuses(
        """
        Resources:
          Orders: {Type: AWS::SQS::Queue}
          Task:
            Type: AWS::Events::Rule
            Properties:
              EventPattern: {source: [a]}
              Targets: [{Id: task, Arn: !GetAtt Orders.Arn, EcsParameters: {}}]
          Both:
            Type: AWS::Events::Rule
            Properties:
              EventPattern: {source: [a]}
              Targets: [{Id: both, Arn: !GetAtt Orders.Arn, Input: "{}", InputPath: $.id}]
          Often:
            Type: AWS::Events::Rule
            Properties:
              EventPattern: {source: [a]}
              Targets: [{Id: often, Arn: !GetAtt Orders.Arn, RetryPolicy: {MaximumRetryAttempts: 186}}]
        """,
        "Resource 'Task' (AWS::Events::Rule): The target 'task' has 'EcsParameters', which is not known here.",
        "Resource 'Both' (AWS::Events::Rule): Only one of Input, InputPath, or InputTransformer must be provided for target both.",
        "Resource 'Often' (AWS::Events::Rule): 1 validation error detected: Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185");
  }

  @Test
  void namesCircles() {
    refuses(
        """
        Resources:
          A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "${B}-a"}}
          B: {Type: AWS::SQS::Queue, DependsOn: C}
          C: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt A.QueueName}}
        """,
        "The resources 'A' -> 'B' -> 'C' -> 'A' need each other in a circle.");
  }

  @Test
  void saysWhatIsWrongWithParameters() {
    assertThatThrownBy(
            () ->
                CloudFormationTemplate.of(
                        """
                        Parameters:
                          Stage: {Type: String, AllowedValues: [test, production]}
                          Retries: {Type: Number, Default: many}
                          Account: {Type: String}
                          Hub: {Type: String, AllowedPattern: '[0-9]{12}', Default: hub}
                          Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /image}
                        Resources:
                          Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Account}}
                        """)
                    .parameter("Stage", "staging")
                    .parameter("Region", "eu-west-1")
                    .loadInto(hub))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            numbered(
                "The parameter 'Region' was given a value, but the template does not declare it.",
                "The parameter 'Stage' was 'staging', but the template allows only 'test', 'production'.",
                "The parameter 'Retries' is a number, but was 'many'.",
                "The parameter 'Account' has no default. Give it a value with .parameter(\"Account\", \"…\").",
                "The parameter 'Hub' was 'hub', which does not match the template's pattern '[0-9]{12}'. Give a value that does.",
                "The parameter 'Image' is kept in a parameter store. Give it a value with .parameter(\"Image\", \"…\")."));
  }

  @Test
  void refusesWhatIsNoTemplate() {
    assertThatThrownBy(() -> CloudFormationTemplate.of("just text"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The template 'template' cannot be read as YAML or JSON:\n  1. It is not an object with 'Resources'.");
    assertThatThrownBy(() -> CloudFormationTemplate.of("Resources: {A: 1}\nResources: {B: 2}"))
        .hasMessage(
            "The template 'template' cannot be read as YAML or JSON:\n  1. The key 'Resources' is there twice, in line 2.");
    assertThatThrownBy(() -> CloudFormationTemplate.of("Resources: &r {A: 1}\nOthers: *r"))
        .hasMessageStartingWith(
            "The template 'template' cannot be read as YAML or JSON:\n  1. Number of aliases");
    assertThatThrownBy(() -> CloudFormationTemplate.of("Resources: {A: [}"))
        .hasMessageStartingWith(
            "The template 'template' cannot be read as YAML or JSON:\n  1. while parsing a flow node\n      in template, line 1, column 17:");
    assertThatThrownBy(() -> CloudFormationTemplate.of("Description: x").loadInto(hub))
        .hasMessage(numbered("The template has no 'Resources'."));
    assertThatThrownBy(() -> CloudFormationTemplate.read(Path.of("no/such.yaml")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("The template 'no/such.yaml' cannot be read: no/such.yaml");
  }

  private void refuses(String template, String... findings) {
    assertThatThrownBy(() -> CloudFormationTemplate.of(template).loadInto(hub))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(numbered(findings));
  }

  private static String numbered(String... findings) {
    StringBuilder text = new StringBuilder(BEGINNING);
    for (int i = 0; i < findings.length; i++) {
      text.append("\n  ").append(i + 1).append(". ").append(findings[i]);
    }
    return text.toString();
  }
}
