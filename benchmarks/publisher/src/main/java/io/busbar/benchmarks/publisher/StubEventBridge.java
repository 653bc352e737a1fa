// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Answers like PutEvents on two loopback ports, at once and after 5 ms. Runs in a process of its
 * own, so that its CPU is not counted; prints the ports and ends with its standard input.
 */
final class StubEventBridge {
  private static final long[] LATENCIES = {0, 5};

  private StubEventBridge() {}

  public static void main(String[] arguments) throws IOException {
    EventLoopGroup loop = new NioEventLoopGroup(1);
    for (long latency : LATENCIES) {
      Channel door = open(loop, latency);
      System.out.println(((InetSocketAddress) door.localAddress()).getPort());
    }
    while (System.in.read() >= 0) {
      // Until whoever started us is gone.
    }
    loop.shutdownGracefully();
  }

  private static Channel open(EventLoopGroup loop, long latency) {
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(2 << 20))
                    .addLast(new StubAnswers(latency));
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .syncUninterruptibly()
        .channel();
  }
}
