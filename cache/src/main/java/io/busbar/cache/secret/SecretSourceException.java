// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import io.busbar.core.BusbarException;
import org.jspecify.annotations.Nullable;

/** A source cannot give a secret. Its message must not quote a value. */
public final class SecretSourceException extends BusbarException {

  private static final long serialVersionUID = 1L;

  /** Why, as far as the cache treats it differently. */
  public enum Reason {
    /** There is no such secret, version or stage: remembered for a while. */
    NOT_FOUND("create it, or correct the id"),
    /** This service may not read it: remembered for a while. */
    ACCESS_DENIED("allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key"),
    /** The source has answered enough for now. */
    THROTTLED("read it less often, or ask for a higher quota"),
    /** The source does not answer, or has a fault. */
    UNAVAILABLE("see whether the source is up and can be reached");

    private final String remedy;

    Reason(String remedy) {
      this.remedy = remedy;
    }

    /** What a person can do, as an imperative without a full stop. */
    public String remedy() {
      return remedy;
    }

    boolean isFinal() {
      return this == NOT_FOUND || this == ACCESS_DENIED;
    }
  }

  private final Reason reason;

  public SecretSourceException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /**
   * What a source has thrown, as one of these: whatever it does not know is {@code UNAVAILABLE}.
   */
  static SecretSourceException of(RuntimeException thrown) {
    return thrown instanceof SecretSourceException known
        ? known
        : new SecretSourceException(
            Reason.UNAVAILABLE, String.valueOf(thrown.getMessage()), thrown);
  }
}
