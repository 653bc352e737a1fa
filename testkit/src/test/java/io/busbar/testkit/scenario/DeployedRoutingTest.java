// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.delay;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Faults.failEntries;
import static io.busbar.testkit.scenario.Faults.reorder;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.nothingLost;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.cloudformation.CloudFormationTemplate;
import io.busbar.testkit.grocery.GroceryPlatform;
import io.busbar.testkit.grocery.GroceryServices.OrderProcessing;
import io.busbar.testkit.grocery.GroceryServices.Payment;
import io.busbar.testkit.junit.SimulationTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The grocery platform behind the routing of its CloudFormation templates. */
class DeployedRoutingTest {
  private static final Path TEMPLATES = Path.of("src/test/resources/cloudformation");
  private static final Map<String, String> SERVICES =
      Map.of(
          "payment", GroceryPlatform.PAYMENT,
          "subscription", GroceryPlatform.SUBSCRIPTION,
          "inventory", GroceryPlatform.INVENTORY,
          "order-processing", GroceryPlatform.ORDERS,
          "customer-web", GroceryPlatform.WEB);

  @SimulationTest(runs = 25)
  void isRightBehindTheRoutingThatIsDeployed(TestWorld world) {
    deploy(world.organization());
    GroceryPlatform grocery =
        new GroceryPlatform(
            world.organization(),
            new Payment(),
            new OrderProcessing(),
            GroceryPlatform.Routing.DEPLOYED);

    world
        .scenario()
        .when(grocery.upgrades(5, 10))
        .faults(
            duplicate(0.1),
            reorder(3),
            delay(ofMillis(5), ofSeconds(2)),
            failEntries(0.1),
            crashBeforeAck(0.05))
        .untilQuiescent()
        .then(grocery.everyUpgradeIsRight(), noDeadLetters(), nothingLost());
  }

  @Test
  void findsAQueuePolicyThatWasForgotten() {
    TestWorld world = TestWorld.of(1);
    deploy(world.organization());
    world
        .organization()
        .account(GroceryPlatform.PAYMENT)
        .queue("payment")
        .policy(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::333333333333:root\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}");
    GroceryPlatform grocery =
        new GroceryPlatform(
            world.organization(),
            new Payment(),
            new OrderProcessing(),
            GroceryPlatform.Routing.DEPLOYED);

    UnmetExpectationsError failure =
        catchThrowableOfType(
            UnmetExpectationsError.class,
            () ->
                world
                    .scenario()
                    .when(grocery.upgrades(1, 2))
                    .untilQuiescent()
                    .then(noDeadLetters()));

    assertThat(failure).hasMessageContaining("NO_PERMISSIONS");
    assertThat(
            world
                .organization()
                .account(GroceryPlatform.BUS)
                .queue("undelivered")
                .counts()
                .available())
        .isEqualTo(1);
  }

  private static void deploy(InMemoryOrganization aws) {
    SERVICES.forEach(
        (service, account) ->
            CloudFormationTemplate.read(TEMPLATES.resolve("service.json"))
                .parameter("Service", service)
                .parameter("HubAccount", GroceryPlatform.BUS)
                .loadInto(aws.account(account).region("us-east-1")));
    CloudFormationTemplate.read(TEMPLATES.resolve("central-bus.yaml"))
        .parameter("PaymentAccount", GroceryPlatform.PAYMENT)
        .parameter("SubscriptionAccount", GroceryPlatform.SUBSCRIPTION)
        .parameter("InventoryAccount", GroceryPlatform.INVENTORY)
        .parameter("OrderAccount", GroceryPlatform.ORDERS)
        .parameter("WebAccount", GroceryPlatform.WEB)
        .ignoring("AWS::IAM::Role", "AWS::CloudWatch::Alarm")
        .loadInto(aws.account(GroceryPlatform.BUS).region("us-east-1"));
  }
}
