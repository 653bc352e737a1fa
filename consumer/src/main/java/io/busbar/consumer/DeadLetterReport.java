// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

/**
 * What a walk through a dead-letter queue has done. A walk whose call of SQS fails ends with that
 * exception and without a report; what it did before is done. Immutable.
 *
 * @param seen letters that were looked at
 * @param matched letters that the filter has chosen
 * @param done letters that were redriven or discarded; none in a dry run
 */
public record DeadLetterReport(int seen, int matched, int done) {}
