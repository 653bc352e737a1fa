// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Planted: core must not know the AWS SDK. */
public record UsesTheAwsSdk(EventBridgeClient client) {}
