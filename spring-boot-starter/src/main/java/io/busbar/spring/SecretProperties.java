// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is configured under {@code busbar.secrets}, for the {@code SecretCache} of busbar-cache.
 * Immutable.
 *
 * @param refreshAfter Age from which on a value is fetched anew in the background, 20 % more or
 *     less, while the old one is served; more than zero.
 * @param staleAfter Age from which on a value is not served, whatever happens; longer than
 *     refresh-after.
 * @param negativeFor How long it is believed that a secret is not there or must not be read, more
 *     than zero.
 * @param maximumSize Secrets to keep at most, 1 or more; the least used go first.
 * @param prefetch Names or ARNs of secrets that are fetched when the cache is made, in as few calls
 *     as possible.
 * @param rotations Whether the events of rotations are handled, for which a rule must bring them to
 *     one of the queues.
 */
@ConfigurationProperties("busbar.secrets")
public record SecretProperties(
    @DefaultValue("5m") Duration refreshAfter,
    @DefaultValue("1h") Duration staleAfter,
    @DefaultValue("10s") Duration negativeFor,
    @DefaultValue("1000") long maximumSize,
    @DefaultValue List<String> prefetch,
    @DefaultValue("false") boolean rotations) {}
