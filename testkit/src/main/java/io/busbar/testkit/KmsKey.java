// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Optional;

/**
 * A customer's key of KMS that queues are encrypted with. EventBridge can deliver to such a queue
 * only if the key's policy lets {@code events.amazonaws.com} (or the target's execution role) use
 * it; a key without a policy does not. Made by {@link Region#key}. Thread-safe.
 */
public final class KmsKey {
  static final String GENERATE = "kms:GenerateDataKey";
  static final String DECRYPT = "kms:Decrypt";

  private static final String ADMITS_EVENTBRIDGE =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"eventbridge\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":[\"kms:GenerateDataKey\",\"kms:Decrypt\"],\"Resource\":\"*\"}]}";

  private final Region region;
  private final String id;
  private final String arn;
  private final AccessPolicy policy;

  KmsKey(Region region, String id) {
    this.region = region;
    this.id = id;
    this.arn = region.arn("kms", "key/" + id);
    this.policy = new AccessPolicy(region.account().organization());
  }

  public String id() {
    return id;
  }

  public String arn() {
    return arn;
  }

  /**
   * Sets the key policy. Default: one that admits nobody but its own account.
   *
   * @throws io.busbar.core.routing.InvalidPolicyException if IAM would refuse it
   */
  public KmsKey policy(String json) {
    region.state().change(after -> policy.set(json));
    return this;
  }

  /** Sets the key policy that lets EventBridge deliver to queues that use this key. */
  public KmsKey permitEventBridge() {
    return policy(ADMITS_EVENTBRIDGE);
  }

  /** The key policy, if one was set. */
  public Optional<String> policy() {
    return region.state().locked(after -> policy.text());
  }

  /** Why this use of the key is refused; empty if it is not. Called under the lock. */
  Optional<String> refusal(Access access) {
    if (policy.text().isEmpty() && !access.ownRights()) {
      return Optional.of(
          "The key policy of '%s' does not let '%s' use it. Allow %s and %s."
              .formatted(arn(), access.request().principal().text(), GENERATE, DECRYPT));
    }
    return policy.refusal(() -> access);
  }

  @Override
  public String toString() {
    return arn();
  }
}
