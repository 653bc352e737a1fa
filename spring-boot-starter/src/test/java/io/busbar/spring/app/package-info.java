// SPDX-License-Identifier: Apache-2.0
/** An application as a user writes it. */
@NullMarked
package io.busbar.spring.app;

import org.jspecify.annotations.NullMarked;
