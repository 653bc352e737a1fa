// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/** What one handler made of a delivery. */
public record HandlerResult(String handlerId, int attempt, Outcome outcome) {}
