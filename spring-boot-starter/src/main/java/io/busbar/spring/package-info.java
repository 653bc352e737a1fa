// SPDX-License-Identifier: Apache-2.0
/**
 * Busbar in Spring Boot 4: an {@link io.busbar.core.EventPublisher} to inject, handlers found as
 * beans, containers and outbox with the application's lifecycle. See docs/spring-boot.md.
 */
@NullMarked
package io.busbar.spring;

import org.jspecify.annotations.NullMarked;
