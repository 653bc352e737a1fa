// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a resource that is left out is taken for, so that others can still refer to it: its name,
 * and the ARN that AWS would give it.
 */
final class IgnoredResource {

  /** Where the name is, and what the ARN looks like: Region, account, name. */
  private record Form(String nameProperty, String arn, boolean refIsArn) {}

  private static final Map<String, Form> FORMS =
      Map.of(
          "AWS::IAM::Role", new Form("RoleName", "arn:aws:iam::%2$s:role/%3$s", false),
          "AWS::Lambda::Function",
              new Form("FunctionName", "arn:aws:lambda:%1$s:%2$s:function:%3$s", false),
          "AWS::SNS::Topic", new Form("TopicName", "arn:aws:sns:%1$s:%2$s:%3$s", true),
          "AWS::StepFunctions::StateMachine",
              new Form("StateMachineName", "arn:aws:states:%1$s:%2$s:stateMachine:%3$s", true),
          "AWS::Kinesis::Stream", new Form("Name", "arn:aws:kinesis:%1$s:%2$s:stream/%3$s", false),
          "AWS::DynamoDB::Table",
              new Form("TableName", "arn:aws:dynamodb:%1$s:%2$s:table/%3$s", false),
          "AWS::Events::EventBus",
              new Form("Name", "arn:aws:events:%1$s:%2$s:event-bus/%3$s", false),
          "AWS::SQS::Queue", new Form("QueueName", "arn:aws:sqs:%1$s:%2$s:%3$s", false));

  private IgnoredResource() {}

  static Physical of(
      String logicalId, JsonNode resource, Resource.Site site, Expressions expressions) {
    String type = resource.path("Type").asText();
    Form form = FORMS.get(type);
    String standard = site.stackName() + '-' + logicalId;
    if (form == null) {
      return new Physical(type, standard, Map.of());
    }
    JsonNode given = resource.path("Properties").path(form.nameProperty);
    String name = given.isMissingNode() ? standard : expressions.text(given);
    String arn = form.arn.formatted(site.region().name(), site.region().account().id(), name);
    return new Physical(type, form.refIsArn ? arn : name, Map.of("Arn", arn));
  }
}
