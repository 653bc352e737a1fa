// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.handler.EventDispatcher;

/**
 * Makes what receives events and hands them to the service's handlers; the builders of the leaves
 * are such factories.
 */
@FunctionalInterface
public interface ContainerFactory {
  ServicePart create(EventDispatcher dispatcher);
}
