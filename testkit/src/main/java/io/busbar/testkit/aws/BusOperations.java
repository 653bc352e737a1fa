// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import java.util.List;

/** EventBridge's operations on buses. */
final class BusOperations {
  private static final int MAX_PAGE = 100;

  private final InMemoryOrganization organization;

  BusOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode create(Call call) {
    Bus bus = region(call).createBus(Members.busName(call.input(), "Name"));
    return Json.object().put("EventBusArn", bus.arn());
  }

  ObjectNode describe(Call call) {
    return describe(region(call).requireBus(call.input().text("Name", Region.DEFAULT_BUS)));
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    String prefix = input.text("NamePrefix", "");
    List<Bus> buses =
        region(call).buses().stream().filter(bus -> bus.name().startsWith(prefix)).toList();
    Page<Bus> page = Page.of(buses, Bus::name, input.text("NextToken"), limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("EventBuses");
    page.items().forEach(bus -> items.add(describe(bus)));
    return page.mark(answer);
  }

  ObjectNode delete(Call call) {
    region(call).deleteBus(Members.busName(call.input(), "Name"));
    return Json.object();
  }

  /**
   * The page's size: what the request says, within EventBridge's limit, which is also the default.
   */
  static int limit(Input input) {
    Integer limit = input.integer("Limit");
    new Constraints().range("limit", limit, 1, MAX_PAGE).check();
    return limit == null ? MAX_PAGE : limit;
  }

  private Region region(Call call) {
    return call.caller().region(organization);
  }

  private static ObjectNode describe(Bus bus) {
    ObjectNode json = Json.object().put("Name", bus.name()).put("Arn", bus.arn());
    bus.policy().ifPresent(policy -> json.put("Policy", policy));
    return json;
  }
}
