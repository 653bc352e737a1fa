// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.VirtualClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFunctionsTest {
  private static final String TEMPLATE =
      """
      Parameters:
        Stage: {Type: String, Default: test}
        Names: {Type: CommaDelimitedList, Default: "orders, payments"}
        Count: {Type: Number, Default: 3}
      Mappings:
        Stages: {test: {Size: 10}, production: {Size: 1000}}
      Conditions:
        IsTest: !Equals [!Ref Stage, test]
        IsProduction: !Not [!Condition IsTest]
        Either: !Or [!Condition IsTest, !Condition IsProduction]
        Both: !And [!Condition IsTest, !Condition IsProduction]
        Round: !Not [!Condition Trip]
        Trip: !Not [!Condition Round]
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders}}
        Never: {Type: AWS::SQS::Queue, Condition: Both}
        Function: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub "f-${Stage}"}}
        Topic: {Type: AWS::SNS::Topic}
        Other: {Type: Custom::Thing}
      Outputs:
        Result: {Value: %s}
      """;

  private final InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
  private final Region region = aws.account("999999999999").region("eu-west-1");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Stage | test",
        "!Ref Count | 3",
        "!Ref Orders | https://sqs.eu-west-1.amazonaws.com/999999999999/orders",
        "!GetAtt Orders.Arn | arn:aws:sqs:eu-west-1:999999999999:orders",
        "{'Fn::GetAtt': [Orders, QueueName]} | orders",
        "!Ref AWS::AccountId | 999999999999",
        "!Sub '${AWS::Region}.${AWS::URLSuffix} in ${AWS::Partition}' | eu-west-1.amazonaws.com in aws",
        "!Ref AWS::StackName | shop",
        "!Sub '${Orders.QueueName}-${!Literal}-$5' | orders-${Literal}-$5",
        "!Sub ['${A}${Stage}', {A: !Select [1, !Ref Names]}] | paymentstest",
        "!Join ['-', [a, !Ref Stage, 7, true]] | a-test-7-true",
        "!Join [',', !Split ['/', 'a/b/c']] | a,b,c",
        "!Join ['-', !Ref Names] | orders-payments",
        "!Select [0, !Split ['.', 'a.b']] | a",
        "!If [IsTest, yes-it-is, !Ref Never] | yes-it-is",
        "!If [Both, a, !If [Either, b, c]] | b",
        "!Join ['', [a, !If [IsProduction, b, !Ref AWS::NoValue]]] | a",
        "!FindInMap [Stages, !Ref Stage, Size] | 10",
        "!ImportValue hub-bus | central-bus",
        "!GetAtt Function.Arn | arn:aws:lambda:eu-west-1:999999999999:function:f-test",
        "!Ref Topic | arn:aws:sns:eu-west-1:999999999999:shop-Topic",
        "!Ref Other | shop-Other",
        "!GetAtt Other.Endpoint | https://example.org",
      })
  void evaluates(String expression, String expected) {
    assertThat(load(expression).outputs()).containsEntry("Result", expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Nothing | 'Nothing' is neither a parameter nor a resource of the template.",
        "!Ref Never | 'Never' is not there, because its condition 'Both' does not hold.",
        "!GetAtt Orders | Fn::GetAtt takes a resource and an attribute, as in !GetAtt Orders.Arn, but was given 'Orders'.",
        "!GetAtt Topic.Owner | The attribute 'Owner' of 'Topic' (AWS::SNS::Topic) is not known here. Give it with .given(\"Topic.Owner\", \"…\").",
        "!Sub [1] | Fn::Sub takes a text, or a text and an object of variables, but was given '[1]'.",
        "!Join [a] | Fn::Join takes two arguments, but was given '[\"a\"]'.",
        "!Join [a, b] | Fn::Join takes a list, but found '\"b\"'.",
        "!Select [2, [a, b]] | Fn::Select finds no element '2' in [\"a\",\"b\"], which has 2.",
        "!Ref Names | Expected a text, but found '[\"orders\",\"payments\"]'.",
        "!FindInMap [Stages, staging, Size] | The mapping 'Stages' has no 'staging' with a 'Size'.",
        "!FindInMap [Stages] | Fn::FindInMap takes a map and two keys, but was given '[\"Stages\"]'.",
        "!ImportValue other | The export 'other' of another stack is not known. Give it with .importing(\"other\", \"…\").",
        "!Base64 a | The function 'Fn::Base64' is not known here. Ref and Fn::GetAtt, Sub, Join, Select, Split, If, FindInMap and ImportValue are.",
        "!If [Unknown, a, b] | The condition 'Unknown' is not declared in 'Conditions'.",
        "!If [Round, a, b] | The conditions 'Round', 'Trip' use each other in a circle.",
        "!If [IsTest] | Fn::If takes a condition and two values, but was given '[\"IsTest\"]'.",
        "'{{resolve:ssm:/a}}' | The dynamic reference '{{resolve:ssm:/a}}' cannot be resolved here. Make the value a parameter.",
      })
  void refuses(String expression, String reason) {
    assertThatThrownBy(() -> load(expression))
        .hasMessage(
            "The template 'template' cannot be loaded into account 999999999999 in eu-west-1:\n  1. Output 'Result': "
                + reason);
  }

  private Stack load(String expression) {
    return CloudFormationTemplate.of(TEMPLATE.formatted(expression))
        .stackName("shop")
        .importing("hub-bus", "central-bus")
        .given("Other.Endpoint", "https://example.org")
        .ignoring("Function", "AWS::SNS::Topic", "Custom::Thing")
        .loadInto(region);
  }
}
