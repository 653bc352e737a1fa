// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a template is loaded with.
 *
 * @param parameters by name
 * @param given values of {@code Ref} and {@code Fn::GetAtt} from outside
 * @param imports exports of other stacks, by name
 * @param ignored types, logical ids, and either with a property
 */
record Choices(
    String stackName,
    Map<String, String> parameters,
    Map<String, String> given,
    Map<String, String> imports,
    Set<String> ignored) {

  /** The sections of a template that say nothing about its resources. */
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Mappings",
          "Conditions",
          "Resources",
          "Outputs");

  boolean ignores(String logicalId, String type) {
    return ignored.contains(logicalId) || ignored.contains(type);
  }

  boolean ignoresProperty(String logicalId, String type, String property) {
    return ignored.contains(logicalId + '.' + property) || ignored.contains(type + '.' + property);
  }

  /** What is wrong with the template whatever the values are. */
  void check(JsonNode template, List<String> findings) {
    template.fieldNames().forEachRemaining(name -> checkSection(name, findings));
    JsonNode resources = template.path("Resources");
    if (!resources.isObject() || resources.isEmpty()) {
      findings.add("The template has no 'Resources'.");
    }
    resources.properties().forEach(each -> check(each.getKey(), each.getValue(), findings));
  }

  private static void checkSection(String name, List<String> findings) {
    if (name.equals("Transform")) {
      findings.add(
          "The template uses a transform, as SAM templates do. Load what it is transformed to: 'aws cloudformation get-template --template-stage Processed' shows it.");
    } else if (!SECTIONS.contains(name)) {
      findings.add("The section '%s' is not known here.".formatted(name));
    }
  }

  private void check(String logicalId, JsonNode resource, List<String> findings) {
    String type = resource.path("Type").asText();
    if (ignores(logicalId, type)) {
      return;
    }
    ResourceType known = ResourceType.find(type);
    if (known == null) {
      findings.add(
          "Resource '%s': the type '%s' has no meaning here. Leave it out with .ignoring(\"%s\") or .ignoring(\"%s\")."
              .formatted(logicalId, type, type, logicalId));
      return;
    }
    resource
        .path("Properties")
        .fieldNames()
        .forEachRemaining(
            property -> {
              if (!known.takes(property) && !ignoresProperty(logicalId, type, property)) {
                findings.add(
                    "Resource '%s' (%s): the property '%s' is not known here. Check its spelling, or leave it out with .ignoring(\"%s.%s\")."
                        .formatted(logicalId, type, property, logicalId, property));
              }
            });
  }
}
