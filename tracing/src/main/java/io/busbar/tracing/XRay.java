// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

/** Whether entries carry X-Ray's header, so that AWS's own segments join the trace. */
public enum XRay {
  /**
   * When the application propagates {@code X-Amzn-Trace-Id}, or runs beside X-Ray's daemon or in
   * Lambda with active tracing.
   */
  AUTO,
  ALWAYS,
  NEVER
}
