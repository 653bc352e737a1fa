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

  private static final Duration DEFAULT_RECOVERY = Duration.ofDays(30);

  private final Secrets secrets;
  private final String name;
  private final String arn;
  private final SecretVersions versions;
  private final Instant createdAt;
  private SecretSettings settings = SecretSettings.DEFAULT;
  private Instant changedAt;
  private @Nullable Instant accessedAt;
  private @Nullable Instant rotatedAt;
  private @Nullable Instant deletedAt;
  private Duration recoveryWindow = DEFAULT_RECOVERY;

  /** What readers still get, until the newest change is readable everywhere. */
  private @Nullable List<SecretValue> stale;

  private long staleUntil;

  Secret(Secrets secrets, String name, String arn) {
    this.secrets = secrets;
    this.name = name;
    this.arn = arn;
    this.versions = new SecretVersions(this);
    this.createdAt = state().time().now();
    this.changedAt = createdAt;
  }

  public String name() {
    return name;
  }

  /** Ends with a dash and six characters, as AWS's do. */
  public String arn() {
    return arn;
  }

  /** What there is to say of it beside its value. */
  public SecretSettings settings() {
    return state().locked(after -> settings);
  }

  /**
   * Changes what is said of it.
   *
   * @throws AwsErrorException {@code InvalidRequestException} if the secret is marked for deletion
   */
  public Secret settings(SecretSettings changed) {
    state()
        .change(
            after -> {
              checkNotDeleted();
              settings = changed;
              changedAt = state().time().now();
            });
    return this;
  }

  /** Its times, as DescribeSecret tells them. */
  public SecretTimes times() {
    return state()
        .locked(after -> new SecretTimes(createdAt, changedAt, accessedAt, rotatedAt, goneAt()));
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
   * Stores a new version with the stages that it names, as PutSecretValue does. A version that is
   * there already with this value only gets the stages.
   *
   * @return its version id
   * @throws AwsErrorException {@code InvalidRequestException} if the secret is marked for deletion,
   *     {@code ResourceExistsException} if the version id stands for another value
   */
  public String put(SecretChange change) {
    return state()
        .locked(
            after -> {
              checkNotDeleted();
              versions.add(change);
              changedAt = state().time().now();
              if (change.stages().contains(CURRENT) || versions.holder(CURRENT).isEmpty()) {
                finish(change.versionId(), Duration.ZERO, after);
              }
              return change.versionId();
            });
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
              String id = state().newId();
              versions.add(SecretChange.of(id, value, PENDING));
              return id;
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

  /**
   * Takes a stage from the version that has it, as UpdateSecretVersionStage does without a version
   * to move it to.
   *
   * @throws AwsErrorException {@code InvalidParameterException} for {@link #CURRENT}
   */
  public void removeStage(String stage) {
    if (stage.equals(CURRENT)) {
      throw new AwsErrorException(
          "InvalidParameterException",
          "You can only move staging label AWSCURRENT to a different secret version. It can’t be"
              + " completely removed.");
    }
    state()
        .change(
            after -> {
              checkNotDeleted();
              versions.unassign(stage);
            });
  }

  /**
   * Runs the secret's rotation function, as RotateSecret does: all four steps, on this thread. What
   * the function throws ends the rotation and is logged; the new version then stays {@link
   * #PENDING}.
   *
   * @param versionId of the version to be made
   * @throws AwsErrorException {@code InvalidRequestException} if the secret is marked for deletion
   */
  public void runRotation(String versionId) {
    state().change(after -> checkNotDeleted());
    if (secrets.rotation(settings().rotationFunctionArn()).runAll(this, versionId)) {
      state().change(after -> rotatedAt = state().time().now());
    }
  }

  /** Marks the secret for deletion in 30 days: nobody can read it from now on. */
  public void delete() {
    delete(DEFAULT_RECOVERY);
  }

  /**
   * Marks the secret for deletion; when this time is over on the organization's clock, it is gone.
   */
  public void delete(Duration recovery) {
    state()
        .change(
            after -> {
              deletedAt = state().time().now();
              recoveryWindow = recovery;
            });
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
              SecretValue found =
                  readable().stream()
                      .filter(wanted)
                      .findFirst()
                      .orElseThrow(() -> Secrets.missing("specified secret " + what));
              accessedAt = state().time().now();
              return found;
            });
  }

  /** Whether its recovery window is over; called under the lock. */
  boolean isGone() {
    Instant end = goneAt();
    return end != null && !state().time().now().isBefore(end);
  }

  private @Nullable Instant goneAt() {
    return deletedAt == null ? null : deletedAt.plus(recoveryWindow);
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
