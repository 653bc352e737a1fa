// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

/**
 * How the events reach the instances of the service. The choice has to be made, see
 * docs/caching.md.
 */
public enum FanOut {
  /** Each instance has a queue of its own and hears everything. */
  QUEUE_PER_INSTANCE,
  /**
   * The instances share a queue, and each hears a part. So an entry lives for {@link
   * ReplicaCacheBuilder#timeToLive} only, and the loader is asked afterwards.
   */
  SHARED_QUEUE
}
