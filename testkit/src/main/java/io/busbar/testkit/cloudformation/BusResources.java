// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Archive;
import io.busbar.testkit.Bus;
import io.busbar.testkit.Region;
import java.util.Set;

/** Buses, their policies and their archives. */
final class BusResources {
  static final ResourceType BUS =
      new ResourceType(
          Set.of("Name", "Policy"),
          Set.of("Description", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig", "Tags"),
          BusResources::bus);

  static final ResourceType POLICY =
      new ResourceType(
          Set.of("EventBusName", "StatementId", "Statement", "Action", "Principal", "Condition"),
          Set.of(),
          BusResources::policy);

  static final ResourceType ARCHIVE =
      new ResourceType(
          Set.of("ArchiveName", "SourceArn", "EventPattern", "RetentionDays"),
          Set.of("Description", "KmsKeyIdentifier"),
          BusResources::archive);

  private BusResources() {}

  private static Physical bus(Resource resource) {
    Bus bus = resource.region().bus(resource.properties().required("Name"));
    JsonNode policy = resource.properties().document("Policy");
    if (policy != null) {
      bus.policy(policy.toString());
    }
    return resource.made(bus.name(), "Arn", bus.arn(), "Name", bus.name());
  }

  private static Physical policy(Resource resource) {
    Bus bus = find(resource);
    String id = resource.properties().required("StatementId");
    JsonNode given = resource.properties().document("Statement");
    ObjectNode statement =
        given instanceof ObjectNode object ? object.deepCopy() : older(resource, bus);
    bus.addStatement(statement.put("Sid", id));
    return resource.made(bus.name() + '|' + id);
  }

  /** Action, principal and one condition, as templates had them before there were statements. */
  private static ObjectNode older(Resource resource, Bus bus) {
    Properties properties = resource.properties();
    String principal = properties.required("Principal");
    ObjectNode statement =
        JsonNodeFactory.instance
            .objectNode()
            .put("Effect", "Allow")
            .put("Action", properties.required("Action"))
            .put("Resource", bus.arn());
    if (principal.equals("*")) {
      statement.put("Principal", "*");
    } else {
      statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
    }
    Properties condition = properties.object("Condition");
    if (condition != null) {
      statement
          .putObject("Condition")
          .putObject(condition.required("Type"))
          .put(condition.required("Key"), condition.required("Value"));
    }
    return statement;
  }

  private static Physical archive(Resource resource) {
    Region region = resource.region();
    String name = resource.name("ArchiveName");
    String source = resource.properties().required("SourceArn");
    Archive archive =
        region.archives().find(name).orElseGet(() -> region.archives().create(name, source));
    Integer days = resource.properties().integer("RetentionDays");
    archive.retentionDays(days == null ? 0 : days);
    JsonNode pattern = resource.properties().document("EventPattern");
    if (pattern != null) {
      archive.pattern(pattern.toString());
    }
    return resource.made(name, "Arn", archive.arn());
  }

  /** The bus that a resource belongs to, by name or ARN; without either the default bus. */
  static Bus find(Resource resource) {
    String name = resource.text("EventBusName");
    return resource.region().requireBus(name == null ? Region.DEFAULT_BUS : name);
  }
}
