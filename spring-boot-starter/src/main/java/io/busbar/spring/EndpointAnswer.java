// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * What an endpoint says over HTTP. Boot alone would answer wrong input with a status and no reason;
 * here the body says what is wrong, as RFC 9457 has it.
 */
final class EndpointAnswer {
  private static final MimeType PROBLEM = new MimeType("application", "problem+json");

  /**
   * The body of an answer that is an error.
   *
   * @param detail what, why and how to fix
   */
  record Problem(int status, String title, String detail) {}

  private EndpointAnswer() {}

  static WebEndpointResponse<?> of(Supplier<?> work) {
    try {
      return new WebEndpointResponse<>(work.get());
    } catch (IllegalArgumentException wrong) {
      return problem(WebEndpointResponse.STATUS_BAD_REQUEST, "Wrong input", wrong);
    } catch (NoSuchElementException absent) {
      return problem(WebEndpointResponse.STATUS_NOT_FOUND, "Not there", absent);
    } catch (IllegalStateException unable) {
      return problem(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "Not possible now", unable);
    }
  }

  private static WebEndpointResponse<Problem> problem(
      int status, String title, RuntimeException why) {
    return new WebEndpointResponse<>(
        new Problem(status, title, String.valueOf(why.getMessage())), status, PROBLEM);
  }

  /** A number that may be left out. */
  static @Nullable Long number(String parameter, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "%s must be a whole number, but was '%s'. Write it in digits, as in 17."
              .formatted(parameter, text));
    }
    return Long.valueOf(text);
  }

  /** A yes that may be left out, which means no. */
  static boolean yes(String parameter, @Nullable String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      throw new IllegalArgumentException(
          "%s must be true or false, but was '%s'. Leave it out to be told only what would be done."
              .formatted(parameter, text));
    }
    return true;
  }
}
