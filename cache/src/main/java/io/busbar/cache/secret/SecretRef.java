// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a secret and, where it matters, which version of it and which member of its JSON. Immutable
 * and thread-safe; make it once and keep it in a constant, then a hit allocates nothing.
 */
public final class SecretRef {
  private final String id;
  private final @Nullable String stage;
  private final @Nullable String version;
  private final @Nullable String member;

  /** What the cache knows the secret by: without the member, which is in the same value. */
  private final String key;

  private SecretRef(
      String id, @Nullable String stage, @Nullable String version, @Nullable String member) {
    this.id = id;
    this.stage = stage;
    this.version = version;
    this.member = member;
    this.key = stage == null && version == null ? id : id + '\n' + stage + '\n' + version;
  }

  /**
   * The current version of a secret.
   *
   * @param id the name or the ARN
   * @throws IllegalArgumentException if it is blank
   */
  public static SecretRef of(String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(
          "A secret needs an id, but got '" + id + "'. Give its name or its ARN.");
    }
    return new SecretRef(id, null, null, null);
  }

  /**
   * The version that has this stage, as in {@code AWSPREVIOUS}. Default: the current one.
   *
   * @throws IllegalArgumentException if a version is named already
   */
  public SecretRef stage(String stage) {
    refuseBoth(version, stage);
    return new SecretRef(id, stage, null, member);
  }

  /**
   * One version for ever. Default: the current one.
   *
   * @throws IllegalArgumentException if a stage is named already
   */
  public SecretRef version(String versionId) {
    refuseBoth(versionId, stage);
    return new SecretRef(id, null, versionId, member);
  }

  /** A member of the secret's JSON object, as in {@code password}. Default: the whole value. */
  public SecretRef member(String name) {
    return new SecretRef(id, stage, version, name);
  }

  public String id() {
    return id;
  }

  public Optional<String> stage() {
    return Optional.ofNullable(stage);
  }

  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  public Optional<String> member() {
    return Optional.ofNullable(member);
  }

  String key() {
    return key;
  }

  /** The same without the member. */
  SecretRef whole() {
    return member == null ? this : new SecretRef(id, stage, version, null);
  }

  Secret in(Secret whole) {
    return member == null ? whole : whole.member(member);
  }

  private void refuseBoth(@Nullable String versionId, @Nullable String stageName) {
    if (versionId != null && stageName != null) {
      throw new IllegalArgumentException(
          "Secret '%s' is asked for by version '%s' and by stage '%s', which may differ. Name one of them."
              .formatted(id, versionId, stageName));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretRef that
        && key.equals(that.key)
        && Objects.equals(member, that.member);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, member);
  }

  /** The id with what else is asked for; never a value. */
  @Override
  public String toString() {
    return id
        + (stage == null ? "" : " (" + stage + ')')
        + (version == null ? "" : " (version " + version + ')')
        + (member == null ? "" : " member " + member);
  }
}
