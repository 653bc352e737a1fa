// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An endpoint on a virtual clock, a queue behind it, and clients of the AWS SDK. */
abstract class ClientTest {
  static final String ACCOUNT = "999999999999";

  final NoticedClock clock = new NoticedClock();
  final InMemoryOrganization organization = InMemoryOrganization.create(clock);
  final LocalAws aws = LocalAws.start(organization);
  final AwsClients clients = AwsClients.of(aws);
  final SqsClient sqs = clients.sqs(ACCOUNT);
  final Queue queue = organization.account(ACCOUNT).queue("orders");
  final String queueUrl = aws.endpoint() + "/999999999999/orders";

  @AfterEach
  void closeClientsAndEndpoint() {
    clients.close();
    aws.close();
  }

  /** The call must be answered by this error, as AWS's clients show it. */
  static void assertRefuses(ThrowingCallable call, String code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            error -> {
              assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(error.statusCode()).isEqualTo(400);
              assertThat(error.requestId()).isNotBlank();
            });
  }
}
