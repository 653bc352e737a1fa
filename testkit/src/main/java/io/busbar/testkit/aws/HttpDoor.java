// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.InMemoryOrganization;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP port before an {@link AwsProtocol}, on a loopback address unless told otherwise.
 *
 * <p>Two daemon threads named {@code busbar-local-aws-*} serve any number of connections: neither a
 * slow client nor a long poll holds one. It is open when {@link #open} returns, and must be closed.
 */
final class HttpDoor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpDoor.class);
  private static final int THREADS = 2;
  private static final int MAX_LINE = 4096;
  private static final int MAX_HEADERS = 32 * 1024;
  private static final int MAX_CHUNK = 64 * 1024;
  private static final int BACKLOG = 1024;
  private static final int MAX_CONNECTIONS = 10_000;

  private final AwsProtocol protocol;
  private final LocalRoutes routes;
  private final InetAddress address;
  private final EventLoopGroup threads =
      new NioEventLoopGroup(THREADS, new DefaultThreadFactory("busbar-local-aws", true));
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final HeldBytes incomplete = new HeldBytes(RequestGuard.MAX_INCOMPLETE_BYTES);
  private final Duration patience;
  private final Channel listener;

  private HttpDoor(InMemoryOrganization organization, LocalAws.Builder wanted) {
    this.protocol = AwsProtocol.of(organization);
    this.address = address(wanted.host);
    this.patience = wanted.patience;
    this.routes = new LocalRoutes(organization, wanted.contents, address.isLoopbackAddress());
    try {
      listener = bind(wanted.port);
    } catch (RuntimeException taken) {
      stopThreads();
      throw taken;
    }
  }

  /**
   * Listens. A warning is logged unless the address is a loopback one.
   *
   * @throws IllegalStateException when the port is taken, or the address is not this machine's
   */
  static HttpDoor open(InMemoryOrganization organization, LocalAws.Builder wanted) {
    HttpDoor door = new HttpDoor(organization, wanted);
    if (!door.address.isLoopbackAddress()) {
      log.warn(
          "LocalAws listens on {}, which others can reach, and checks no signatures: whoever"
              + " reaches it can read and change everything in it. Leave the host out to listen on"
              + " 127.0.0.1 only.",
          door.endpoint());
    }
    return door;
  }

  /** Where it listens; 127.0.0.1 stands for all addresses. */
  URI endpoint() {
    String host = address.isAnyLocalAddress() ? DeskOptions.LOOPBACK : address.getHostAddress();
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    return URI.create("http://" + (host.contains(":") ? '[' + host + ']' : host) + ':' + port);
  }

  /** What requests that are not complete hold at the moment. */
  long incompleteBytes() {
    return incomplete.held();
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new IllegalStateException(
          "LocalAws cannot listen on '%s': there is no such host. Use an address of this machine, or leave it out for 127.0.0.1."
              .formatted(host),
          unknown);
    }
  }

  /**
   * Frees the port, answers the long polls that are open with no messages, and closes the
   * connections. Closing twice does nothing.
   */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    protocol.close();
    connections.close().awaitUninterruptibly();
    stopThreads();
  }

  private Channel bind(int port) {
    var bound =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Connections())
            .bind(new InetSocketAddress(address, port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "LocalAws cannot listen on %s:%d. Choose another port, or 0 for a free one."
              .formatted(address.getHostAddress(), port),
          bound.cause());
    }
    return bound.channel();
  }

  private void stopThreads() {
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Connections extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      if (connections.size() >= MAX_CONNECTIONS) {
        var unused = channel.close();
        return;
      }
      connections.add(channel);
      channel
          .pipeline()
          .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
          .addLast(new LastWord(patience))
          .addLast(new RequestGuard(incomplete, patience))
          .addLast(new BoundedBody())
          .addLast(new HttpConnection(protocol, routes, incomplete));
    }
  }
}
