// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.cache.replica.FanOut;
import io.busbar.cache.replica.OnBreach;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is configured under {@code busbar.subscriptions}, for the {@code SubscriptionCache} of
 * busbar-cache. Immutable.
 *
 * @param fanOut Whether each instance has a queue of its own or all share one. Without it there is
 *     no SubscriptionCache.
 * @param maximumSize Customers to keep at most, 1 or more.
 * @param timeToLive How long a state stays after it was last changed, more than zero. Without it as
 *     long as there is room; with a shared queue it must be given.
 * @param maxStaleness Longest time without any event before on-breach holds, more than zero.
 *     Without it there is no limit.
 * @param onBreach What look-ups do after that time.
 */
@ConfigurationProperties("busbar.subscriptions")
public record SubscriptionProperties(
    FanOut fanOut,
    @DefaultValue("100000") long maximumSize,
    @Nullable Duration timeToLive,
    @Nullable Duration maxStaleness,
    @DefaultValue("serve") OnBreach onBreach) {}
