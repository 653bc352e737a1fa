// SPDX-License-Identifier: Apache-2.0
/** An application with more than its handlers. */
@NullMarked
package io.busbar.spring.slice;

import org.jspecify.annotations.NullMarked;
