// SPDX-License-Identifier: Apache-2.0
/** The grocery platform, six services on EventBridge. Start at {@link GroceryDemo}. */
@NullMarked
package io.busbar.examples;

import org.jspecify.annotations.NullMarked;
