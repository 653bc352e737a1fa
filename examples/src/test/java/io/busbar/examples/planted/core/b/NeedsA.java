// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core.b;

import io.busbar.examples.planted.core.a.NeedsB;

/** Planted: the other half of the cycle. */
public record NeedsA(NeedsB other) {}
