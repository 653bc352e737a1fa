// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.TransportException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Decides what the failure of a whole request says about its entries. Only what shows that
 * EventBridge has none of them is a {@link TransportException}; all else leaves it open.
 */
final class RequestFailure {
  private static final List<Class<? extends Exception>> BEFORE_SENDING =
      List.of(
          ConnectException.class,
          UnknownHostException.class,
          NoRouteToHostException.class,
          UnresolvedAddressException.class,
          SSLHandshakeException.class,
          RejectedExecutionException.class);

  /** The text of the SDK's Netty client when it has no free connection. */
  private static final String NO_CONNECTION = "Acquire operation took longer";

  private RequestFailure() {}

  /**
   * Gives every entry the same result.
   *
   * @throws TransportException if none of the entries is on the bus
   */
  static List<EntryResult> results(int entries, Throwable failure) {
    TransportException refused = refusal(entries, failure);
    if (refused != null) {
      throw refused;
    }
    return Collections.nCopies(entries, new EntryResult.Unknown(unanswered(failure)));
  }

  private static @Nullable TransportException refusal(int entries, Throwable failure) {
    if (failure instanceof AwsServiceException answer) {
      return answered(entries, answer);
    }
    Throwable reason = beforeSending(failure);
    return reason == null ? null : notSent(reason, failure);
  }

  /**
   * An answer without a code of AWS comes from something in between, which may have passed the
   * request on.
   */
  private static @Nullable TransportException answered(int entries, AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    if (details == null || details.errorCode() == null || details.errorCode().isBlank()) {
      return null;
    }
    String code = details.errorCode();
    String text =
        String.format(
            "EventBridge refused the request with its entries (%d): %s (HTTP %d): %s %s",
            entries, code, answer.statusCode(), sentence(details.errorMessage()), advice(code));
    return new TransportException(code, text, answer);
  }

  private static TransportException notSent(Throwable reason, Throwable failure) {
    // The Netty client throws a bare Throwable when it has no connection.
    String type = reason.getClass().getSimpleName();
    String code = type.equals("Throwable") ? "NoConnection" : type;
    String text =
        String.format(
            "The request was not sent: %s: %s Check the client's endpoint, Region and credentials,"
                + " and the network between.",
            code, sentence(reason.getMessage()));
    return new TransportException(code, text, failure);
  }

  private static String unanswered(Throwable failure) {
    return String.format(
        "The request got no answer that can be read: %s: %s",
        failure.getClass().getSimpleName(), sentence(failure.getMessage()));
  }

  /** What in the chain shows that not a byte of the request has left, or null. */
  private static @Nullable Throwable beforeSending(Throwable failure) {
    // A client with retries of its own names its earlier tries here, and they may have been sent.
    if (failure.getSuppressed().length > 0) {
      return null;
    }
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (isBeforeSending(link)) {
        return link;
      }
    }
    return null;
  }

  private static boolean isBeforeSending(Throwable link) {
    if (BEFORE_SENDING.stream().anyMatch(type -> type.isInstance(link))) {
      return true;
    }
    String type = link.getClass().getSimpleName();
    String text = String.valueOf(link.getMessage());
    // The exact class without a cause: no credentials, no Region, nothing that was wrong on the
    // way.
    boolean neverTried = link.getClass() == SdkClientException.class && link.getCause() == null;
    // Of Apache's client, which this module does not know.
    boolean notConnected = type.equals("ConnectTimeoutException");
    return neverTried || notConnected || text.startsWith(NO_CONNECTION);
  }

  private static String advice(String code) {
    return switch (code) {
      case "AccessDeniedException" ->
          "Allow events:PutEvents on the bus for the caller's role, and in the bus policy when the"
              + " bus is another account's.";
      case "UnrecognizedClientException",
          "InvalidSignatureException",
          "ExpiredTokenException",
          "MissingAuthenticationTokenException" ->
          "Check the credentials that the client uses, and the machine's clock.";
      case "ValidationException" -> "Correct the entry that the text is about.";
      case "ThrottlingException" ->
          "Send again later; if it lasts, ask AWS for a higher PutEvents quota in this Region.";
      default -> "Send again later.";
    };
  }

  private static String sentence(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return "(no text).";
    }
    return text.endsWith(".") ? text : text + ".";
  }
}
