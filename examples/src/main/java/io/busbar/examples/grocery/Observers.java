// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

/** Who watches all services: the events that they make, and their traces. */
record Observers(Trail trail, Traces traces) {}
