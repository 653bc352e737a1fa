// SPDX-License-Identifier: Apache-2.0
/**
 * What happened in a test, as one HTML page. Start at {@link io.busbar.testkit.report.HtmlReport}.
 */
@NullMarked
package io.busbar.testkit.report;

import org.jspecify.annotations.NullMarked;
