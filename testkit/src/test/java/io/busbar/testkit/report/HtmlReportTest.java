// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.nothingLost;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.PutEventsEntry;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Target;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.scenario.TestWorld;
import io.busbar.testkit.scenario.UnmetExpectationsError;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.order-processing", name = "Order Updated")
  record OrderUpdated(String orderId, String note) {}

  static final class Orders {
    @EventHandler
    OrderUpdated on(OrderPlaced event) {
      return new OrderUpdated(event.orderId(), "<script>alert('it is out & about')</script>");
    }
  }

  private static final String PLACED = "{\"detail-type\":[\"Order Placed\"]}";

  @TempDir Path directory;

  @Test
  void isReadByABrowserAsItWasMeant() throws IOException, InterruptedException {
    Chromium chromium = Chromium.orSkip(directory);
    Path page = page(failure()).writeTo(directory.resolve("page.html"));

    String dom = chromium.dom(page.toUri());

    assertThat(dom)
        .contains("<h1>OrdersTest.areProcessed</h1>")
        .contains("Expected nothing to be lost, but it was:")
        .contains(
            "detail.orderStatus is absent, but the pattern wants 'PENDING'.",
            "detail-type is 'Order &lt;i&gt; Placed', but the pattern wants 'Order Placed'.");
    assertThat(sections(dom)).containsExactly("stopped", "timeline", "causes", "routing", "faults");
    assertThat(dom).doesNotContain("<script", "<i>", "<link", "<img", "src=", "url(");
    assertThat(count(dom, "<li id=\"e[0-9]+\">"))
        .isEqualTo(count(dom, "<th scope=\"row\"><a class=\"name\""));
    assertThat(count(dom, "<g class=\"node ")).isGreaterThanOrEqualTo(8);
  }

  @Test
  void followsTheReadersScheme() throws IOException, InterruptedException {
    Chromium chromium = Chromium.orSkip(directory);
    Path page = page(failure()).writeTo(directory.resolve("page.html"));

    assertThat(corner(chromium.screenshot(page.toUri(), Chromium.Scheme.LIGHT)))
        .isEqualTo(new Color(0xf6, 0xf7, 0xf9));
    assertThat(corner(chromium.screenshot(page.toUri(), Chromium.Scheme.DARK)))
        .isEqualTo(new Color(0x12, 0x15, 0x1a));
  }

  @Test
  void needsNothingFromElsewhere() {
    String html = page(failure()).html();

    assertThat(html)
        .startsWith("<!doctype html>\n<html lang=\"en\">")
        .contains("default-src 'none'; style-src 'unsafe-inline'".replace("'", "&#39;"))
        .doesNotContain("http://", "https://", "<script", "@import", "url(");
  }

  @Test
  void escapesWhateverComesFromATest() {
    InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
    Bus bus = aws.account("121212121212").bus("b");
    bus.rule("r").pattern("{\"source\":[\"<b>&\\\"'\"]}");
    put(bus, "</title><script>\u0000\ud800", "\"><svg onload='x'>");

    String html =
        HtmlReport.builder(aws).title("</title><b>").failure("<pre>\u0007").build().html();

    assertThat(html)
        .contains("<title>&lt;/title&gt;&lt;b&gt; · Busbar</title>", "&lt;pre&gt;\ufffd")
        .doesNotContain("<b>&", "<script", "<svg onload", "\u0000", "\u0007");
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(page(failure()).html()).isEqualTo(page(failure()).html());
  }

  @Test
  void saysThatNothingHappened() {
    InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());

    assertThat(HtmlReport.of(aws).html())
        .contains(
            "Nothing happened.", "No event was published.", "No bus has a rule or got an event.")
        .contains("Nowhere: every event reached all the targets of the rules that took it.");
  }

  @Test
  void leavesOutWhatNobodyWouldRead() {
    InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
    Bus bus = aws.account("121212121212").bus("b");
    for (int i = 0; i < 130; i++) {
      bus.rule("r" + i).pattern("{\"source\":[\"never\"]}");
    }
    for (int i = 0; i < 400; i++) {
      put(bus, "Event " + i, "{}");
    }

    assertThat(HtmlReport.of(aws).html())
        .contains("Only the first 25 events are shown.", "320 more events are left out here.")
        .contains("Only the first 300 events are shown.", "130 rules are too many for a picture.")
        .hasSizeLessThan(2_000_000);
  }

  private static void put(Bus bus, String detailType, String value) {
    PutEventsEntry entry =
        PutEventsEntry.of("s", detailType, "{\"a\":\"" + value.replace("\"", "\\\"") + "\"}");
    assertThat(bus.region().putEvents(List.of(entry.on(bus.arn())))).hasSize(1);
  }

  /** A story in which much goes wrong. */
  private static UnmetExpectationsError failure() {
    TestWorld world = TestWorld.of(42);
    InMemoryOrganization aws = world.organization();
    Bus bus = aws.account("121212121212").bus("central-bus");
    Bus regional = aws.account("888888888888").bus("delivery");
    var queue = aws.account("777777777777").queue("order-processing");
    InMemoryEventPublisher shop = aws.account("111111111111").publisher("customer-web", bus);
    bus.rule("orders").pattern(PLACED).to(queue);
    bus.rule("impossible").pattern("{\"detail\":{\"orderStatus\":[\"PENDING\"]}}").to(queue);
    bus.rule("paused").pattern(PLACED).to(queue).state(Rule.State.DISABLED);
    bus.rule("delivery").pattern(PLACED).to(regional);
    bus.rule("gone").pattern(PLACED).target(new Target("1", queue.arn() + "-gone"));
    regional.rule("onwards").pattern(PLACED).to(aws.account("888888888888").bus("runs"));
    queue.handledBy(aws.account("777777777777").publisher("order-processing", bus), new Orders());
    return catchThrowableOfType(
        UnmetExpectationsError.class,
        () ->
            world
                .scenario()
                .when(
                    published(new OrderPlaced("ord-1")).by(shop),
                    published(new OrderPlaced("ord-2")).by(shop),
                    aws2 -> put(bus, "Order <i> Placed", "x"),
                    aws2 ->
                        assertThat(
                                bus.region()
                                    .putEvents(
                                        List.of(PutEventsEntry.of("s", "Lost", "{}").on("typo"))))
                            .hasSize(1))
                .faults(duplicate(0.5), crashBeforeAck(0.5))
                .untilQuiescent()
                .then(nothingLost(), handled(Orders.class).times(2)));
  }

  private static HtmlReport page(UnmetExpectationsError failure) {
    return failure
        .report()
        .page()
        .title("OrdersTest.areProcessed")
        .failure(failure.unmet())
        .build();
  }

  private static List<String> sections(String dom) {
    return Pattern.compile("<section id=\"([a-z]+)\"")
        .matcher(dom)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static long count(String dom, String regex) {
    return Pattern.compile(regex).matcher(dom).results().count();
  }

  private static Color corner(Path picture) throws IOException {
    assertThat(Files.size(picture)).isGreaterThan(10_000);
    return new Color(ImageIO.read(picture.toFile()).getRGB(2, 2));
  }
}
