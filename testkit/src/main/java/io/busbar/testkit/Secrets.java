// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secrets Manager in one account and Region. Its rotations are told on the account's default bus,
 * as {@code Secret Label Updated} from {@code aws.secretsmanager}. Thread-safe.
 */
public final class Secrets {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SUFFIX = 6;

  private final Region region;
  private final Map<String, Secret> secrets = new TreeMap<>();
  private final Map<String, SecretRotation> rotations = new TreeMap<>();
  private int throttled;
  private long downUntil;
  private long calls;

  Secrets(Region region) {
    this.region = region;
  }

  /**
   * Creates a secret, with this value under {@link Secret#CURRENT}.
   *
   * @throws AwsErrorException {@code ResourceExistsException}, {@code ValidationException} for the
   *     name
   */
  public Secret create(String name, String value) {
    return state()
        .locked(
            after -> {
              Secret secret = create(name);
              secret.put(value);
              return secret;
            });
  }

  /**
   * Creates a secret without a value.
   *
   * @throws AwsErrorException as {@link #create(String, String)}; {@code InvalidRequestException}
   *     if the name is taken by a secret that is marked for deletion
   */
  public Secret create(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new AwsErrorException(
          "ValidationException",
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
              + " following: -/_+=.@!");
    }
    return state()
        .locked(
            after -> {
              checkFree(name);
              Secret secret = new Secret(this, name, newArn(name));
              secrets.put(name, secret);
              return secret;
            });
  }

  /** The secret of this name or ARN; the ARN may lack the dash and the six characters. */
  public Optional<Secret> find(String nameOrArn) {
    return state()
        .locked(
            after -> kept().values().stream().filter(each -> isNamed(each, nameOrArn)).findFirst());
  }

  /**
   * The secret of this name or ARN.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  public Secret require(String nameOrArn) {
    return find(nameOrArn).orElseThrow(() -> missing("specified secret."));
  }

  /** All secrets, by name. */
  public List<Secret> all() {
    return state().locked(after -> List.copyOf(kept().values()));
  }

  /** Deletes a secret at once, as DeleteSecret does with ForceDeleteWithoutRecovery. */
  public void deleteNow(Secret secret) {
    state().change(after -> secrets.remove(secret.name(), secret));
  }

  /**
   * Code that plays the Lambda function which rotates secrets, in place of the one of this name.
   *
   * @return its ARN, for {@link SecretSettings#rotationFunctionArn} and RotateSecret
   */
  public String rotationFunction(String name, SecretRotation rotation) {
    String arn = region.arn("lambda", "function:" + name);
    state().change(after -> rotations.put(arn, rotation));
    return arn;
  }

  /** The function of this ARN; one that nobody has set makes a new password. */
  SecretRotation rotation(@Nullable String arn) {
    return state()
        .locked(
            after ->
                rotations.getOrDefault(
                    String.valueOf(arn),
                    SecretRotation.generating(new GeneratedPassword(state().newRandom())::next)));
  }

  /** The next so many reads are refused with {@code ThrottlingException}. */
  public Secrets throttle(int reads) {
    state().change(after -> throttled = reads);
    return this;
  }

  /** For this time all reads are refused with {@code InternalServiceError}. */
  public Secrets outage(Duration duration) {
    state().change(after -> downUntil = state().elapsed() + duration.toNanos());
    return this;
  }

  /** How often a value was asked for, refused reads included: what is paid for and throttled. */
  public long reads() {
    return state().locked(after -> calls);
  }

  /** A value is asked for; called under the lock. */
  void checkCall() {
    calls++;
    if (state().elapsed() < downUntil
        || region.account().organization().engine().outages().covers(region)) {
      throw new AwsErrorException("InternalServiceError", "An error occurred on the server side.");
    }
    if (throttled > 0) {
      throttled--;
      throw new AwsErrorException("ThrottlingException", "Rate exceeded");
    }
  }

  /** Tells that a version has become current (Secrets Manager User Guide, "Secret events"). */
  void announce(Secret secret, String versionId, State.After after) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("name", secret.name()).put("labelUpdated", Secret.CURRENT);
    detail.put("versionId", versionId);
    Envelope event =
        new Envelope(
            state().newId(),
            "aws.secretsmanager",
            "Secret Label Updated",
            region.account().id(),
            state().time().now(),
            region.name(),
            List.of(secret.arn()),
            new Detail(detail.toString(), null, null, null, null),
            null,
            null,
            0);
    after.add(() -> region.bus(Region.DEFAULT_BUS).accept(event));
  }

  void clear() {
    secrets.clear();
    rotations.clear();
  }

  State state() {
    return region.state();
  }

  static AwsErrorException missing(String what) {
    return new AwsErrorException(
        "ResourceNotFoundException", "Secrets Manager can't find the " + what);
  }

  private void checkFree(String name) {
    Secret taken = kept().get(name);
    if (taken != null && taken.deletedAt().isPresent()) {
      throw new AwsErrorException(
          "InvalidRequestException",
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    if (taken != null) {
      throw new AwsErrorException(
          "ResourceExistsException",
          "The operation failed because the secret " + name + " already exists.");
    }
  }

  /** Without those whose recovery window is over. */
  private Map<String, Secret> kept() {
    secrets.values().removeIf(Secret::isGone);
    return secrets;
  }

  private static boolean isNamed(Secret secret, String nameOrArn) {
    String arn = secret.arn();
    return secret.name().equals(nameOrArn)
        || arn.equals(nameOrArn)
        || arn.substring(0, arn.length() - SUFFIX - 1).equals(nameOrArn);
  }

  private String newArn(String name) {
    RandomGenerator chance = state().newRandom();
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < SUFFIX; i++) {
      suffix.append(CHARACTERS.charAt(chance.nextInt(CHARACTERS.length())));
    }
    return region.arn("secretsmanager", "secret:" + name + '-' + suffix);
  }
}
