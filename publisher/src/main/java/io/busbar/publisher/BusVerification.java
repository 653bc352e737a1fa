// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.ServiceIdentity;
import io.busbar.core.publish.EventTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/** Asks whether a bus exists, before anything is lost on it. */
record BusVerification(BridgeCalls calls, @Nullable Duration timeout, ServiceIdentity service) {
  private static final Logger log = LoggerFactory.getLogger(EventBridgePublisher.class);
  private static final int ARN_ACCOUNT = 4;

  /** As {@link EventBridgeTransport#findings}, where there is such a transport to ask. */
  static List<String> findings(
      EventTransport transport, String bus, ServiceIdentity service, VerifyBus mode) {
    if (transport instanceof EventBridgeTransport bridge) {
      return bridge.findings(bus, service, mode);
    }
    return transport instanceof RegionRouter router
        ? router.findings(bus, service, mode)
        : List.of();
  }

  /** What is wrong with the bus, as findings; empty when it exists or nobody can say. */
  List<String> findings(String bus, VerifyBus mode) {
    if (mode == VerifyBus.OFF) {
      return List.of();
    }
    if (isForeign(bus)) {
      log.info("Bus '{}' is another account's, which only that account can verify", bus);
      return List.of();
    }
    Throwable failure = ask(bus);
    if (failure instanceof ResourceNotFoundException) {
      return missing(bus, mode);
    }
    if (failure != null) {
      log.warn(
          "It is not known whether bus '{}' exists, and EventBridge silently drops events for one"
              + " that does not. Allow events:DescribeEventBus for the caller, or choose"
              + " VerifyBus.OFF: {}",
          bus,
          failure.toString());
    }
    return List.of();
  }

  private List<String> missing(String bus, VerifyBus mode) {
    String text =
        String.format(
            "The event bus '%s' does not exist in %s: EventBridge would accept events for it with"
                + " an event id and drop them.\nCreate the bus, or correct its name, the Region or"
                + " the credentials.",
            bus, place());
    if (mode == VerifyBus.FAIL) {
      return List.of(text);
    }
    log.warn(text);
    return List.of();
  }

  private @Nullable Throwable ask(String bus) {
    DescribeEventBusRequest.Builder request = DescribeEventBusRequest.builder().name(bus);
    if (timeout != null) {
      request.overrideConfiguration(call -> call.apiCallTimeout(timeout));
    }
    try {
      calls.describeEventBus(request.build()).join();
      return null;
    } catch (CompletionException failure) {
      return failure.getCause();
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  private boolean isForeign(String bus) {
    String[] arn = bus.split(":", -1);
    return bus.startsWith("arn:")
        && arn.length > ARN_ACCOUNT
        && !arn[ARN_ACCOUNT].equals(service.account());
  }

  private String place() {
    String account =
        service.account() == null ? "the client's account" : "account " + service.account();
    AwsServiceClientConfiguration client = calls.configuration();
    return client == null || client.region() == null
        ? account
        : account + ", Region " + client.region().id();
  }
}
