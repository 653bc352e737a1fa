// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** EventBridge's operations on the tags of buses and rules. */
final class TagOperations {
  private static final Pattern ARN =
      Pattern.compile("arn:aws:events:[^:]*:\\d{12}:(event-bus|rule)/(.+)");

  private final InMemoryOrganization organization;

  TagOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode tag(Call call) {
    region(call).tags().add(resource(call), TagItems.read(call.input()));
    return Json.object();
  }

  ObjectNode untag(Call call) {
    region(call).tags().remove(resource(call), call.input().texts("TagKeys"));
    return Json.object();
  }

  ObjectNode list(Call call) {
    ObjectNode answer = Json.object();
    TagItems.write(region(call).tags().of(resource(call)), answer.putArray("Tags"));
    return answer;
  }

  /** The ARN that the request names, of a bus or a rule that is there. */
  private String resource(Call call) {
    String arn = Members.text(call.input(), "ResourceARN");
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw Faults.validation(
          "Parameter ResourceARN is not valid. Reason: Provided Arn is not in correct format.");
    }
    return parts.group(1).equals("rule")
        ? rule(region(call), parts.group(2)).arn()
        : region(call).requireBus(parts.group(2)).arn();
  }

  private static Rule rule(Region region, String path) {
    int slash = path.lastIndexOf('/');
    Bus bus = region.requireBus(slash < 0 ? Region.DEFAULT_BUS : path.substring(0, slash));
    return bus.requireRule(path.substring(slash + 1));
  }

  private Region region(Call call) {
    return call.caller().region(organization);
  }
}
