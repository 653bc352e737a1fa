// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/** Where an event can come to its end, in the order of its way. */
public enum Layer {
  /** PutEvents takes the entry or refuses it. */
  PUT_EVENTS("PutEvents"),
  /** The bus exists. */
  BUS("bus"),
  /** The bus's policy lets an account put events. */
  BUS_POLICY("bus policy"),
  /** Some rule of the bus takes it. */
  RULES("rules"),
  /** The rule is enabled and in effect. */
  RULE_STATE("rule state"),
  /** The rule's pattern matches. */
  PATTERN("event pattern"),
  /** The target exists, and the rule has one. */
  TARGET("target"),
  /** What the target answers: nothing during an outage. */
  OUTAGE("outage"),
  /** From bus to bus an event goes once. */
  HOP("hop"),
  /** The queue's policy lets EventBridge send. */
  QUEUE_POLICY("queue policy"),
  /** EventBridge may use the key that encrypts the queue. */
  KEY("KMS key"),
  /** What the target would get is something that it takes. */
  INPUT("target input"),
  /** The target has it. */
  DELIVERY("delivery"),
  /** What the target did not get is kept. */
  DEAD_LETTER("dead-letter queue"),
  /** Somebody does something about it. */
  HANDLERS("handlers");

  private final String words;

  Layer(String words) {
    this.words = words;
  }

  /** As in {@code event pattern}. */
  @Override
  public String toString() {
    return words;
  }
}
