// SPDX-License-Identifier: Apache-2.0
/**
 * An organization of AWS accounts in memory, with EventBridge and SQS as they behave. Start at
 * {@link io.busbar.testkit.InMemoryOrganization}.
 */
@NullMarked
package io.busbar.testkit;

import org.jspecify.annotations.NullMarked;
