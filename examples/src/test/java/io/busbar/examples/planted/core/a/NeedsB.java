// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core.a;

import io.busbar.examples.planted.core.b.NeedsA;

/** Planted: one half of a cycle. */
public record NeedsB(NeedsA other) {}
