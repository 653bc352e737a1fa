// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

/**
 * A refusal that the event itself is to blame for, to be written into its row.
 *
 * @param attempts the refused one included
 * @param last whether the row goes to the dead letters
 */
record Rejection(long id, int attempts, boolean last, String code, String text) {}
