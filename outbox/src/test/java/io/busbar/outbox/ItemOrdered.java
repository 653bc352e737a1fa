// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventType;

/** What handlers in these tests answer. */
@EventType(source = "grocer.test", name = "Item Ordered")
record ItemOrdered(String item) {}
