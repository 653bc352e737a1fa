// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.EventPublisher;
import io.busbar.core.publish.PublishPipeline;

/**
 * Makes a publisher or an outbox on the service's pipeline; the builders of the leaves are such
 * factories.
 */
@FunctionalInterface
public interface PublisherFactory {

  /** The result is a {@link ServicePart} as well when it has something to start or to stop. */
  EventPublisher create(PublishPipeline pipeline);
}
