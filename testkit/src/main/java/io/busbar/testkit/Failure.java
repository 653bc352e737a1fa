// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/**
 * Why a target has not got an event.
 *
 * @param layer what was in the way
 * @param code EventBridge's, as in {@code NO_PERMISSIONS}
 */
record Failure(Layer layer, String code, String message) {}
