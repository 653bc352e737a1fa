// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Gives the context the properties of the annotation. */
final class EventHandlerTestBootstrapper
    extends TestSliceTestContextBootstrapper<EventHandlerTest> {
  EventHandlerTestBootstrapper() {}
}
