// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened in an organization as one page that a browser opens from a file: a timeline, which
 * event led to which, how events are routed, and where they came no further and why. It needs no
 * network and runs no script; it follows the reader's light or dark scheme.
 *
 * <p>It holds values of the test's events. Immutable.
 */
public final class HtmlReport {
  private final String title;
  private final @Nullable String failure;
  private final @Nullable Long seed;
  private final List<String> faults;
  private final Trace trace;
  private final InMemoryOrganization organization;

  private HtmlReport(Builder builder) {
    this.title = builder.title;
    this.failure = builder.failure;
    this.seed = builder.seed;
    this.faults = List.copyOf(builder.faults);
    this.organization = builder.organization;
    this.trace = builder.organization.trace();
  }

  /** About all that has happened in an organization so far. */
  public static HtmlReport of(InMemoryOrganization organization) {
    return builder(organization).build();
  }

  public static Builder builder(InMemoryOrganization organization) {
    return new Builder(organization);
  }

  /** The whole page. */
  public String html() {
    return "<!doctype html>\n" + new Html().element("html", this::page, "lang", "en") + '\n';
  }

  /**
   * Writes the page, and makes the directories above it.
   *
   * @throws UncheckedIOException if that is not possible
   */
  public Path writeTo(Path file) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      return Files.writeString(file, html());
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "The report cannot be written to '%s'. Choose another place.".formatted(file), failed);
    }
  }

  private void page(Html html) {
    html.element("head", this::head);
    html.element(
        "body",
        body -> {
          body.element("a", "Skip to the report", "class", "skip", "href", "#report");
          new Summary(title, failure, seed, trace, faults.size()).write(body);
          body.element("main", this::report, "id", "report");
          body.element(
              "footer",
              "Times are seconds of the virtual clock since the first step. The page holds values of the test's events.");
        });
  }

  private void head(Html html) {
    html.single("meta", "charset", "utf-8");
    html.single(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.single("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title + " · Busbar");
    html.style(css());
  }

  private void report(Html html) {
    new Obstacles(trace, organization).write(html);
    new Timeline(trace).write(html);
    new CausalTree(trace).write(html);
    new RoutingMap(trace, organization).write(html);
    new Struck(faults).write(html);
  }

  private static String css() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("page.css")) {
      return new String(
          Objects.requireNonNull(css, "page.css is not in busbar-testkit's jar.").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "The report's style sheet 'page.css' cannot be read from busbar-testkit's jar. Fetch the jar again.",
          broken);
    }
  }

  /** Collects what a report has beyond the organization. Not thread-safe. */
  public static final class Builder {
    private final InMemoryOrganization organization;
    private String title = "What happened";
    private @Nullable String failure;
    private @Nullable Long seed;
    private List<String> faults = List.of();

    private Builder(InMemoryOrganization organization) {
      this.organization = organization;
    }

    /** The page's headline, mostly a test's name. Default: "What happened". */
    public Builder title(String title) {
      this.title = title;
      return this;
    }

    /** What did not hold. Default: nothing; the page is no report of a failure then. */
    public Builder failure(@Nullable String failure) {
      this.failure = failure;
      return this;
    }

    /** The seed that runs the test again. Default: none. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** What went wrong on purpose, a line each. Default: nothing. */
    public Builder faults(List<String> faults) {
      this.faults = List.copyOf(faults);
      return this;
    }

    public HtmlReport build() {
      return new HtmlReport(this);
    }
  }
}
