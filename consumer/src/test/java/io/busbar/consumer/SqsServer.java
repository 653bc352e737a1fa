// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.testkit.aws.LocalAws;
import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** An SQS that runs for one test. */
record SqsServer(URI endpoint, Runnable stop) implements AutoCloseable {

  /** Both that there are. */
  enum Kind {
    ELASTIC_MQ,
    LOCAL_AWS;

    SqsServer start() {
      return this == ELASTIC_MQ ? elasticMq() : localAws();
    }
  }

  private static SqsServer elasticMq() {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    return new SqsServer(URI.create("http://127.0.0.1:" + port), server::stopAndWait);
  }

  private static SqsServer localAws() {
    LocalAws aws = LocalAws.start();
    return new SqsServer(aws.endpoint(), aws::close);
  }

  @Override
  public void close() {
    stop.run();
  }
}
