// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

import io.busbar.examples.planted.publisher.Sleeps;

/** Planted: core must not know a leaf. */
public record KnowsALeaf(Sleeps leaf) {}
