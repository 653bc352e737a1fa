// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;

/**
 * How a container has ended. Every message that it held is in one of the counts.
 *
 * @param handled were being handled, and were deleted, dead-lettered or put off within the grace
 * @param returned arrived after the polls had been stopped and were made visible again, unhandled
 * @param abandoned were still being handled when the grace ended: the handler was interrupted, the
 *     message made visible again; another container will handle it once more
 * @param stranded could not be deleted or made visible again in time: SQS delivers them when their
 *     visibility time-out ends
 * @param took from the call of {@code close()} to the end
 */
public record Shutdown(int handled, int returned, int abandoned, int stranded, Duration took) {}
