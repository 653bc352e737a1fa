// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A secret of Secrets Manager with its versions and their stages. Made by {@link Secrets#create}.
 * Thread-safe; reading counts as a call and can be throttled, see {@link Secrets}.
 */
public final class Secret {

  /** The stage of the version that is in use. */
  public static final String CURRENT = "AWSCURRENT";

  /** The stage of a version that a rotation has made and not finished. */
  public static final String PENDING = "AWSPENDING";

  /** The stage of the version that was in use before. */
  public static final String PREVIOUS = "AWSPREVIOUS";

  private final Secrets secrets;
  private final String name;
  private final String arn;
  private final SecretVersions versions;
  private @Nullable Instant deletedAt;

  /** What readers still get, until the newest change is readable everywhere. */
  private @Nullable List<SecretValue> stale;

  private long staleUntil;

  Secret(Secrets secrets, String name, String arn) {
    this.secrets = secrets;
    this.name = name;
    this.arn = arn;
    this.versions = new SecretVersions(this);
  }

  public String name() {
    return name;
  }

  /** Ends with a dash and six characters, as AWS's do. */
  public String arn() {
    return arn;
  }

  /**
   * What GetSecretValue returns for the stage {@link #CURRENT}.
   *
   * @throws AwsErrorException as {@link #value(String)}
   */
  public SecretValue value() {
    return value(CURRENT);
  }

  /**
   * What GetSecretValue returns for a stage.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException} if no version has the stage, {@code
   *     InvalidRequestException} if the secret is marked for deletion, {@code ThrottlingException},
   *     {@code InternalServiceError}
   */
  public SecretValue value(String stage) {
    return read(version -> version.stages().contains(stage), "value for staging label: " + stage);
  }

  /**
   * What GetSecretValue returns for a version.
   *
   * @throws AwsErrorException as {@link #value(String)}
   */
  public SecretValue version(String versionId) {
    return read(
        version -> version.versionId().equals(versionId), "value for VersionId: " + versionId);
  }

  /** All versions that have a stage, oldest first, as they are for the one who writes. */
  public List<SecretValue> versions() {
    return state().locked(after -> versions.all());
  }

  /**
   * Stores a new version and makes it {@link #CURRENT}, as PutSecretValue does.
   *
   * @return its version id
   * @throws AwsErrorException {@code InvalidRequestException} if the secret is marked for deletion
   */
  public String put(String value) {
    return rotate(value, Duration.ZERO);
  }

  /**
   * Stores a new version under {@link #PENDING}, as the first step of a rotation does.
   *
   * @return its version id
   * @throws AwsErrorException {@code InvalidRequestException} if the secret is marked for deletion
   */
  public String putPending(String value) {
    return state()
        .locked(
            after -> {
              checkNotDeleted();
              return versions.add(value, PENDING);
            });
  }

  /**
   * Rotates to a new value. The event {@code Secret Label Updated} is on the account's default bus
   * at once; whoever reads gets the old versions until {@code readableAfter} is over.
   *
   * @return the new version's id
   * @throws AwsErrorException {@code InvalidRequestException} if the secret is marked for deletion
   */
  public String rotate(String value, Duration readableAfter) {
    return state()
        .locked(
            after -> {
              String id = putPending(value);
              finish(id, readableAfter, after);
              return id;
            });
  }

  /**
   * Moves a stage to a version, as UpdateSecretVersionStage does; with {@link #CURRENT} the version
   * that had it becomes {@link #PREVIOUS}, and the event tells of it.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException} if there is no such version
   */
  public void moveStage(String stage, String toVersionId) {
    state()
        .change(
            after -> {
              checkNotDeleted();
              if (stage.equals(CURRENT)) {
                finish(toVersionId, Duration.ZERO, after);
              } else {
                versions.move(stage, toVersionId);
              }
            });
  }

  /** Marks the secret for deletion: nobody can read it from now on. */
  public void delete() {
    state().change(after -> deletedAt = state().time().now());
  }

  /** Takes back {@link #delete}. */
  public void restore() {
    state().change(after -> deletedAt = null);
  }

  /** When it was marked for deletion. */
  public Optional<Instant> deletedAt() {
    return state().locked(after -> Optional.ofNullable(deletedAt));
  }

  private void finish(String versionId, Duration readableAfter, State.After after) {
    List<SecretValue> before = readable();
    if (!versions.makeCurrent(versionId)) {
      return;
    }
    stale = readableAfter.isZero() ? null : new ArrayList<>(before);
    staleUntil = state().elapsed() + readableAfter.toNanos();
    secrets.announce(this, versionId, after);
  }

  private SecretValue read(Predicate<SecretValue> wanted, String what) {
    return state()
        .locked(
            after -> {
              secrets.checkCall();
              checkNotDeleted();
              return readable().stream()
                  .filter(wanted)
                  .findFirst()
                  .orElseThrow(() -> Secrets.missing("specified secret " + what));
            });
  }

  private List<SecretValue> readable() {
    return stale != null && state().elapsed() < staleUntil ? stale : versions.all();
  }

  private void checkNotDeleted() {
    if (deletedAt != null) {
      throw new AwsErrorException(
          "InvalidRequestException",
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
  }

  State state() {
    return secrets.state();
  }

  @Override
  public String toString() {
    return arn;
  }
}
