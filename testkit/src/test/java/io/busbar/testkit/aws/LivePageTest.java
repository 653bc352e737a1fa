// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.PutEventsEntry;
import io.busbar.testkit.Region;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.report.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in headless Chromium; left out where there is none. */
class LivePageTest {
  /** Four seconds of the page, which take as long as its requests do. */
  private static final String VIRTUAL_TIME = "--virtual-time-budget=4000";

  private static final String HOSTILE = "<script>document.title='taken'</script>";
  private static final String HOSTILE_SOURCE = "<img src=x onerror=document.title='taken'>";

  private final InMemoryOrganization organization =
      InMemoryOrganization.create(VirtualClock.create());
  private final Region hub = organization.account("121212121212").region();
  private final Bus bus = hub.bus("central-bus");
  private final LocalAws aws = LocalAws.start(organization);
  private final URI page = URI.create(aws.endpoint() + "/_busbar");

  @TempDir private Path folder;

  @BeforeEach
  void route() {
    bus.rule("payments").pattern("{\"detail-type\":[\"Upgrade\"]}").to(hub.queue("payments"));
    put("shop", "Upgrade");
    put(HOSTILE_SOURCE, HOSTILE);
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void showsBusesQueuesAndEvents() throws Exception {
    assertThat(open(page))
        .contains("2026-01-01 00:00:00 (virtual clock)")
        .contains("<h3>central-bus</h3><p class=\"place\">account 121212121212, us-east-1</p>")
        .contains(
            "<td>payments</td><td><code>{\"detail-type\":[\"Upgrade\"]}</code></td><td><div class=\"target\" title=\"arn:aws:sqs:us-east-1:121212121212:payments\"><code>payments</code><span class=\"place\"> sqs 121212121212 us-east-1</span></div></td><td"
                + " class=\"number\">1</td>")
        .contains(
            "<td>payments</td><td>121212121212, us-east-1</td><td class=\"number\">1</td><td"
                + " class=\"number\">0</td>")
        .contains("<span class=\"last\">delivered to payments</span>")
        .contains("class=\"live\">live</p>");
  }

  @Test
  void showsHostileEventsAsText() throws Exception {
    assertThat(open(page))
        .contains("<title>LocalAws</title>")
        .contains("&lt;script&gt;document.title='taken'&lt;/script&gt;")
        .contains("&lt;img src=x onerror=document.title='taken'&gt;")
        .doesNotContain("<img");
  }

  @Test
  void showsWhatHappensWhileItIsOpen() throws Exception {
    HttpServer between =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> states = new ArrayList<>();
    between.createContext("/", exchange -> forward(exchange, states));
    between.start();
    try {
      String shown =
          open(URI.create("http://127.0.0.1:%d/_busbar".formatted(between.getAddress().getPort())));

      assertThat(states).hasSizeGreaterThan(2);
      assertThat(shown).contains("<td class=\"number\">2</td></tr></tbody></table></div></div>");
    } finally {
      between.stop(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsTheReadersScheme(Chromium.Scheme scheme) throws Exception {
    Path picture = chromium().screenshot(page, scheme, VIRTUAL_TIME);

    int background = ImageIO.read(picture.toFile()).getRGB(5, 5) & 0xff;
    assertThat(background).isEqualTo(scheme == Chromium.Scheme.DARK ? 0x1d : 0xf9);
  }

  private void put(String source, String detailType) {
    hub.putEvents(List.of(PutEventsEntry.of(source, detailType, "{}").on("central-bus")));
  }

  /** One more event comes before the second time that the page asks. */
  private void forward(HttpExchange exchange, List<String> states) throws IOException {
    String path = exchange.getRequestURI().toString();
    if (path.equals("/_busbar/state")) {
      states.add(path);
      if (states.size() == 2) {
        put("shop", "Upgrade");
      }
    }
    HttpResponse<byte[]> answer;
    try {
      answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(aws.endpoint() + path)).build(),
                  BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
    answer
        .headers()
        .firstValue("content-type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  private String open(URI page) throws Exception {
    return chromium().dom(page, VIRTUAL_TIME);
  }

  private Chromium chromium() {
    return Chromium.orSkip(folder);
  }
}
