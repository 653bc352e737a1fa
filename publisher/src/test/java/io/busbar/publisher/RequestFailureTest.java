// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.TransportException;
import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class RequestFailureTest {

  @Test
  void knowsThatNothingWasSentToAnUnknownHost() {
    Throwable failure =
        SdkClientException.create(
            "Received an UnknownHostException when attempting to interact with a service.",
            new UnknownHostException("events.eu-nowhere-1.amazonaws.com"));

    assertThatThrownBy(() -> RequestFailure.results(2, failure))
        .isInstanceOf(TransportException.class)
        .hasCause(failure)
        .hasMessage(
            "The request was not sent: UnknownHostException: events.eu-nowhere-1.amazonaws.com."
                + " Check the client's endpoint, Region and credentials, and the network between.");
  }

  @Test
  void knowsThatNothingWasSentWithoutCredentials() {
    Throwable failure = SdkClientException.create("Unable to load credentials from any provider");

    assertThatThrownBy(() -> RequestFailure.results(1, failure))
        .hasMessage(
            "The request was not sent: SdkClientException: Unable to load credentials from any"
                + " provider. Check the client's endpoint, Region and credentials, and the network"
                + " between.");
  }

  @Test
  void knowsThatNothingWasSentWithoutAConnection() {
    Throwable failure =
        SdkClientException.create(
            "Unable to execute HTTP request",
            new Throwable("Acquire operation took longer than the configured maximum time."));

    assertThatThrownBy(() -> RequestFailure.results(1, failure))
        .hasMessage(
            "The request was not sent: NoConnection: Acquire operation took longer than the"
                + " configured maximum time. Check the client's endpoint, Region and credentials,"
                + " and the network between.");
  }

  @Test
  void leavesItOpenWhenAnEarlierTryOfTheClientMayHaveBeenSent() {
    Throwable failure =
        SdkClientException.create(
            "Unable to execute HTTP request", new UnknownHostException("gone"));
    failure.addSuppressed(SdkClientException.create("Request attempt 1 failure: Read timed out"));

    assertThat(RequestFailure.results(2, failure))
        .hasSize(2)
        .allMatch(EntryResult.Unknown.class::isInstance);
  }

  @Test
  void leavesItOpenWhenNoAnswerCame() {
    assertThat(RequestFailure.results(1, ApiCallTimeoutException.create(10_000)))
        .containsExactly(
            new EntryResult.Unknown(
                "The request got no answer that can be read: ApiCallTimeoutException: Client"
                    + " execution did not complete before the specified timeout configuration:"
                    + " 10000 millis."));
  }

  @Test
  void leavesItOpenForWhatItDoesNotKnow() {
    assertThat(RequestFailure.results(1, new IOException()))
        .containsExactly(
            new EntryResult.Unknown(
                "The request got no answer that can be read: IOException: (no text)."));
  }
}
