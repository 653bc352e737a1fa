// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.core.ConfigurationException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory organization behind a loopback HTTP port, for real AWS clients in any language:
 * EventBridge, SQS, Secrets Manager and the one call of STS by which tools find out their account.
 *
 * <pre>{@code
 * try (LocalAws aws = LocalAws.start()) {
 *   SqsClient payments = SqsClient.builder().endpointOverride(aws.endpoint()).region(Region.US_EAST_1)
 *       .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("999999999999", "any"))).build();
 * }
 * }</pre>
 *
 * <p>A caller's account is its access key id when that is twelve digits, else 123456789012; its
 * Region is the one it signs for. Signatures are not checked. It listens on 127.0.0.1 only, unless
 * told otherwise, and starts in tens of milliseconds. Two daemon threads named {@code
 * busbar-local-aws-*} serve any number of clients, so that it must be closed. Thread-safe.
 *
 * <p>A person finds what is there and what has happened under {@code /_busbar}; {@code POST
 * /_busbar/reset} empties everything.
 *
 * <p>Waiting follows the organization's clock: on a {@link VirtualClock} a long poll without
 * messages ends when the test moves the time, not by itself.
 */
public final class LocalAws implements AutoCloseable {
  private static final int MAX_PORT = 65_535;

  private final InMemoryOrganization organization;
  private final HttpDoor door;

  private LocalAws(Builder builder) {
    organization =
        builder.organization == null ? InMemoryOrganization.create() : builder.organization;
    builder.contents.accept(organization);
    door = HttpDoor.open(organization, builder);
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
    return door.endpoint();
  }

  /** What the clients speak to. */
  public InMemoryOrganization organization() {
    return organization;
  }

  /** What requests that are not complete hold at the moment. */
  long incompleteBytes() {
    return door.incompleteBytes();
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
   * @param arguments {@code --port=PORT}, 0 for a free one (default: 4010); {@code --host=ADDRESS}
   *     (default: 127.0.0.1); {@code --template=[ACCOUNT[/REGION]:]FILE}, {@code
   *     --parameter=NAME=VALUE} and {@code --ignore=TYPE}, as often as needed, for CloudFormation
   *     templates that are loaded before it listens; {@code --virtual-clock} for a time that stands
   *     still until {@code POST /_busbar/clock} moves it
   * @throws InterruptedException when the main thread is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    DeskJvm.prepare();
    try (LocalAws aws = desk(DeskOptions.of(arguments))) {
      System.out.println("LocalAws listens on " + aws.endpoint());
      System.out.println("Look at it on " + aws.endpoint() + LocalRoutes.ROOT);
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException
        | IllegalStateException
        | UncheckedIOException
        | ConfigurationException mistake) {
      System.err.println(mistake.getMessage());
      System.exit(2);
    }
  }

  private static LocalAws desk(DeskOptions options) {
    InMemoryOrganization organization =
        options.virtualClock()
            ? InMemoryOrganization.create(VirtualClock.create())
            : InMemoryOrganization.create();
    return builder()
        .organization(organization)
        .contents(options::load)
        .host(options.host())
        .port(options.port())
        .start();
  }

  /** Collects what is different from the defaults. Not thread-safe. */
  public static final class Builder {
    String host = DeskOptions.LOOPBACK;
    int port;
    private @Nullable InMemoryOrganization organization;
    Consumer<InMemoryOrganization> contents = empty -> {};
    Duration patience = Duration.ofMinutes(2);

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

    /**
     * The address to listen on. Signatures are not checked: whoever reaches an address that is not
     * a loopback one can do everything, which is logged as a warning. Default: 127.0.0.1.
     */
    public Builder host(String host) {
      this.host = host;
      return this;
    }

    /** What the clients speak to. Default: a new organization on the machine's clock. */
    public Builder organization(InMemoryOrganization organization) {
      this.organization = organization;
      return this;
    }

    /** How long a client may take for a request. Default: two minutes. */
    Builder patience(Duration patience) {
      this.patience = patience;
      return this;
    }

    /**
     * Makes what clients find at the start, and again after {@code POST /_busbar/reset}: mostly
     * CloudFormation templates that it loads. Default: nothing.
     */
    public Builder contents(Consumer<InMemoryOrganization> contents) {
      this.contents = contents;
      return this;
    }

    /**
     * Listens.
     *
     * @throws IllegalStateException when the port is taken, or the address is none of this machine
     */
    public LocalAws start() {
      return new LocalAws(this);
    }
  }
}
