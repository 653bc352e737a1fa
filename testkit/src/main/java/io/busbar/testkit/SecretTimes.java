// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of a secret; null for what has not happened.
 *
 * @param changed when a value or a setting was changed
 * @param accessed when a value was read; AWS tells the day only
 * @param rotated when a rotation was finished
 * @param deletion when its recovery window ends
 */
public record SecretTimes(
    Instant created,
    Instant changed,
    @Nullable Instant accessed,
    @Nullable Instant rotated,
    @Nullable Instant deletion) {}
