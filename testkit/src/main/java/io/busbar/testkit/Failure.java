// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/**
 * Why a target has not got an event.
 *
 * @param code EventBridge's, as in {@code NO_PERMISSIONS}
 */
record Failure(String code, String message) {}
