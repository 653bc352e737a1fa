// SPDX-License-Identifier: Apache-2.0
/**
 * Secrets at hand, fresh after every rotation and there during outages. Start at {@link
 * io.busbar.cache.secret.SecretCache}.
 */
@NullMarked
package io.busbar.cache.secret;

import org.jspecify.annotations.NullMarked;
