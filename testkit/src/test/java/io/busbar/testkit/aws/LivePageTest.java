// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.PutEventsEntry;
import io.busbar.testkit.Region;
import io.busbar.testkit.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in headless Chromium; left out where there is none. */
class LivePageTest {
  private static final String HOSTILE = "<script>document.title='taken'</script>";
  private static final String HOSTILE_SOURCE = "<img src=x onerror=document.title='taken'>";

  private final InMemoryOrganization organization =
      InMemoryOrganization.create(VirtualClock.create());
  private final Region hub = organization.account("121212121212").region();
  private final Bus bus = hub.bus("central-bus");
  private final LocalAws aws = LocalAws.start(organization);

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
    String page = page(aws.endpoint());

    assertThat(page)
        .contains("2026-01-01 00:00:00 (virtual clock)")
        .contains("<h3>central-bus</h3><p class=\"place\">account 121212121212, us-east-1</p>")
        .contains(
            "<td>payments</td><td><code>{\"detail-type\":[\"Upgrade\"]}</code></td><td><code>arn:aws:sqs:us-east-1:121212121212:payments</code><br></td><td"
                + " class=\"number\">1</td>")
        .contains(
            "<td>payments</td><td>121212121212, us-east-1</td><td class=\"number\">1</td><td"
                + " class=\"number\">0</td>")
        .contains("<span class=\"last\">delivered to payments</span>")
        .contains("class=\"live\">live</p>");
  }

  @Test
  void showsHostileEventsAsText() throws Exception {
    assertThat(page(aws.endpoint()))
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
      String page = page(URI.create("http://127.0.0.1:" + between.getAddress().getPort()));

      assertThat(states).hasSizeGreaterThan(2);
      assertThat(page).contains("<td class=\"number\">2</td></tr></tbody></table></div></div>");
    } finally {
      between.stop(0);
    }
  }

  /** Leaves pictures in {@code target} for whoever wants to see them. */
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void fitsLightAndDark(String scheme) throws Exception {
    Path picture = Path.of("target").toAbsolutePath().resolve("live-page-" + scheme + ".png");
    Files.deleteIfExists(picture);
    List<String> options =
        new ArrayList<>(List.of("--window-size=1200,900", "--screenshot=" + picture));
    if (scheme.equals("dark")) {
      options.add("--force-dark-mode");
    }

    chromium(aws.endpoint(), options.toArray(String[]::new));

    var pixels = ImageIO.read(picture.toFile());
    int background = pixels.getRGB(5, 5) & 0xff;
    assertThat(background).isEqualTo(scheme.equals("dark") ? 0x1d : 0xf9);
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

  private String page(URI endpoint) throws Exception {
    return chromium(endpoint, "--dump-dom");
  }

  /** Virtual time: four seconds of the page, which take as long as its requests do. */
  private String chromium(URI endpoint, String... more) throws Exception {
    Path program = Path.of("/usr/bin/chromium");
    assumeTrue(Files.isExecutable(program), "There is no " + program + " to open the page with.");
    Path output = folder.resolve("output");
    List<String> command =
        Stream.concat(
                Stream.of(
                    program.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + folder.resolve("profile"),
                    "--virtual-time-budget=4000"),
                Stream.concat(Stream.of(more), Stream.of(endpoint + "/_busbar")))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("Chromium has ended").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
