// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

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
import java.util.concurrent.TimeUnit;

/**
 * A loopback HTTP port before an {@link AwsProtocol}.
 *
 * <p>Two daemon threads named {@code busbar-local-aws-*} serve any number of connections: neither a
 * slow client nor a long poll holds one. It is open when {@link #open} returns, and must be closed.
 */
final class HttpDoor implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int MAX_LINE = 4096;
  private static final int MAX_HEADERS = 32 * 1024;
  private static final int MAX_CHUNK = 64 * 1024;
  private static final int BACKLOG = 1024;

  private final AwsProtocol protocol;
  private final EventLoopGroup threads =
      new NioEventLoopGroup(THREADS, new DefaultThreadFactory("busbar-local-aws", true));
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listener;

  private HttpDoor(AwsProtocol protocol, int port) {
    this.protocol = protocol;
    try {
      listener = bind(port);
    } catch (RuntimeException taken) {
      stopThreads();
      throw taken;
    }
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port 0 for a free one
   * @throws IllegalStateException when the port is taken
   */
  static HttpDoor open(AwsProtocol protocol, int port) {
    return new HttpDoor(protocol, port);
  }

  /** The port that it listens on. */
  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
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
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var bound =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Connections())
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "LocalAws cannot listen on 127.0.0.1:%d. Choose another port, or 0 for a free one."
              .formatted(port),
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
      connections.add(channel);
      channel
          .pipeline()
          .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
          .addLast(new BoundedBody())
          .addLast(new HttpConnection(protocol));
    }
  }
}
