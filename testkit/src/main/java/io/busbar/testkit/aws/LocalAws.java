// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory organization behind a loopback HTTP port, for real AWS clients in any language:
 * EventBridge (AWS JSON 1.1) and SQS (AWS JSON 1.0).
 *
 * <pre>{@code
 * try (LocalAws aws = LocalAws.start()) {
 *   SqsClient payments = SqsClient.builder().endpointOverride(aws.endpoint()).region(Region.US_EAST_1)
 *       .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("999999999999", "any"))).build();
 * }
 * }</pre>
 *
 * <p>A caller's account is its access key id when that is twelve digits, else 123456789012; its
 * Region is the one it signs for. Signatures are not checked. It listens on 127.0.0.1 only and
 * starts in tens of milliseconds. Two daemon threads named {@code busbar-local-aws-*} serve any
 * number of clients, so that it must be closed. Thread-safe.
 *
 * <p>Waiting follows the organization's clock: on a {@link VirtualClock} a long poll without
 * messages ends when the test moves the time, not by itself.
 */
public final class LocalAws implements AutoCloseable {
  private static final String PORT_OPTION = "--port=";
  private static final int DESK_PORT = 4010;
  private static final int MAX_PORT = 65_535;

  private final InMemoryOrganization organization;
  private final HttpDoor door;

  private LocalAws(Builder builder) {
    organization =
        builder.organization == null ? InMemoryOrganization.create() : builder.organization;
    door = HttpDoor.open(AwsProtocol.of(organization), builder.port);
  }

  /** A new organization on the machine's clock, behind a free port. */
  public static LocalAws start() {
    return builder().start();
  }

  /**
   * This organization behind a free port. It may be used directly as well, and survives {@link
   * #close}.
   */
  public static LocalAws start(InMemoryOrganization organization) {
    return builder().organization(organization).start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What a client's endpoint is overridden with, as in {@code http://127.0.0.1:4010}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + door.port());
  }

  /** What the clients speak to. */
  public InMemoryOrganization organization() {
    return organization;
  }

  /**
   * Frees the port, answers open long polls with no messages and closes all connections. Closing
   * twice does nothing.
   */
  @Override
  public void close() {
    door.close();
  }

  /**
   * Runs an endpoint in a JVM of its own until that is ended; its state is in memory. Prints one
   * line when it can be used: {@code LocalAws listens on http://127.0.0.1:4010}.
   *
   * @param arguments {@code --port=PORT}, 0 for a free one. Default: 4010
   * @throws InterruptedException when the main thread is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    try (LocalAws aws = builder().port(port(arguments)).start()) {
      System.out.println("LocalAws listens on " + aws.endpoint());
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | IllegalStateException mistake) {
      System.err.println(mistake.getMessage());
      System.exit(2);
    }
  }

  static int port(String... arguments) {
    int port = DESK_PORT;
    for (String argument : arguments) {
      if (!argument.startsWith(PORT_OPTION)) {
        throw new IllegalArgumentException(
            "The argument '%s' is unknown. Use --port=PORT, 0 for a free port."
                .formatted(argument));
      }
      port = checkedPort(argument.substring(PORT_OPTION.length()));
    }
    return port;
  }

  private static int checkedPort(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
      throw new IllegalArgumentException(
          "The port must be a number from 0 to 65535, but was '%s'. Use --port=0 for a free port."
              .formatted(text));
    }
    return Integer.parseInt(text);
  }

  /** Collects what is different from the defaults. Not thread-safe. */
  public static final class Builder {
    private int port;
    private @Nullable InMemoryOrganization organization;

    private Builder() {}

    /** The port to listen on. Default: 0, a free one. */
    public Builder port(int port) {
      if (port < 0 || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "The port must be a number from 0 to 65535, but was '%d'. Use 0 for a free port."
                .formatted(port));
      }
      this.port = port;
      return this;
    }

    /** What the clients speak to. Default: a new organization on the machine's clock. */
    public Builder organization(InMemoryOrganization organization) {
      this.organization = organization;
      return this;
    }

    /**
     * Listens.
     *
     * @throws IllegalStateException when the port is taken
     */
    public LocalAws start() {
      return new LocalAws(this);
    }
  }
}
