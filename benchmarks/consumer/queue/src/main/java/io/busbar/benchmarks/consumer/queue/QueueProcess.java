// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.queue;

import java.io.IOException;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ on a free port, which it prints; ends with its standard input. */
public final class QueueProcess {
  private QueueProcess() {}

  public static void main(String[] arguments) throws IOException {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    System.out.println(server.waitUntilStarted().localAddress().getPort());
    while (System.in.read() >= 0) {
      // Until whoever started us is gone.
    }
    server.stopAndWait();
    System.exit(0);
  }
}
