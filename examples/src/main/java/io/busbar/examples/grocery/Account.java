// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

/** Who is who: each service lives in an AWS account of its own. */
enum Account {
  IDENTITY("identity", "000000000000"),
  CUSTOMER_WEB("customer-web", "111111111111"),
  EVENT_BUS("event-bus", "121212121212"),
  INVENTORY("inventory", "666666666666"),
  ORDER_PROCESSING("order-processing", "777777777777"),
  PAYMENT("payment", "999999999999"),
  SUBSCRIPTION("subscription", "101010101010");

  static final String REGION = "us-east-1";
  static final String CENTRAL_BUS = "central-bus";
  static final String CENTRAL_BUS_ARN =
      "arn:aws:events:" + REGION + ":" + EVENT_BUS.id + ":event-bus/" + CENTRAL_BUS;
  private final String service;
  private final String id;

  Account(String service, String id) {
    this.service = service;
    this.id = id;
  }

  String service() {
    return service;
  }

  String id() {
    return id;
  }

  /** The ARN of the service's queue; the queue has the service's name. */
  String queueArn() {
    return "arn:aws:sqs:" + REGION + ":" + id + ":" + service;
  }
}
