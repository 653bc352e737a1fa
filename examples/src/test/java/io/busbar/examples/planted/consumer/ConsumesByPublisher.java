// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.consumer;

import io.busbar.examples.planted.publisher.Sleeps;

/** Planted: a leaf must not know another leaf. */
public record ConsumesByPublisher(Sleeps otherLeaf) {}
