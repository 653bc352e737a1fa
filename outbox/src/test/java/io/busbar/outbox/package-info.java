// SPDX-License-Identifier: Apache-2.0
/** Tests of the outbox. Start at {@link io.busbar.outbox.OutboxAtomicityTest}. */
@NullMarked
package io.busbar.outbox;

import org.jspecify.annotations.NullMarked;
