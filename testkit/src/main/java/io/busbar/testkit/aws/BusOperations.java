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
  private final KeptMembers kept =
      new KeptMembers("Description", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig");

  BusOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode create(Call call) {
    if (call.input().has("EventSourceName")) {
      throw Faults.validation(
          "LocalAws does not serve buses of partners. Leave out EventSourceName.");
    }
    String name = Members.text(call.input(), "Name");
    if (name.contains("/")) {
      throw Faults.validation("Event bus name must not contain '/'.");
    }
    Bus bus = region(call).createBus(name);
    kept.keep(bus, call.input());
    region(call).tags().add(bus.arn(), TagItems.read(call.input()));
    return kept.addTo(Json.object().put("EventBusArn", bus.arn()), bus);
  }

  ObjectNode update(Call call) {
    Bus bus = region(call).requireBus(call.input().text("Name", Region.DEFAULT_BUS));
    kept.keep(bus, call.input());
    return kept.addTo(Json.object().put("Arn", bus.arn()).put("Name", bus.name()), bus);
  }

  ObjectNode describe(Call call) {
    return describe(region(call).requireBus(call.input().text("Name", Region.DEFAULT_BUS)));
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    String prefix = input.text("NamePrefix", "");
    List<Bus> buses =
        region(call).buses().stream().filter(bus -> bus.name().startsWith(prefix)).toList();
    Page<Bus> page = Page.of(buses, Bus::name, Page.Cursor.of(input), limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("EventBuses");
    page.items().forEach(bus -> items.add(describe(bus)));
    return page.mark(answer);
  }

  /** Its rules have to be deleted before (DeleteEventBus API). */
  ObjectNode delete(Call call) {
    String name = Members.text(call.input(), "Name");
    boolean custom = !name.equals(Region.DEFAULT_BUS);
    if (custom && region(call).findBus(name).filter(bus -> !bus.rules().isEmpty()).isPresent()) {
      throw Faults.validation("Event bus " + name + " can't be deleted since it has rules.");
    }
    region(call).deleteBus(name);
    return Json.object();
  }

  /** The page's size: what the request says, else EventBridge's limit. */
  static int limit(Input input) {
    Integer limit = input.integer("Limit");
    return limit == null ? MAX_PAGE : limit;
  }

  private Region region(Call call) {
    return call.caller().region(organization);
  }

  private ObjectNode describe(Bus bus) {
    ObjectNode json = kept.addTo(Json.object().put("Name", bus.name()).put("Arn", bus.arn()), bus);
    bus.policy().ifPresent(policy -> json.put("Policy", policy));
    return json;
  }
}
