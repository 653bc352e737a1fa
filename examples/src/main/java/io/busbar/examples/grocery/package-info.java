// SPDX-License-Identifier: Apache-2.0
/**
 * The grocery platform: services that know events and never each other. Start at {@link
 * io.busbar.examples.grocery.GroceryPlatform}.
 */
@NullMarked
package io.busbar.examples.grocery;

import org.jspecify.annotations.NullMarked;
