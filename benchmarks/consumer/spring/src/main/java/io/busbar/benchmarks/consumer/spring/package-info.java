// SPDX-License-Identifier: Apache-2.0
/** Spring Cloud AWS. Start at {@link io.busbar.benchmarks.consumer.spring.SpringProcess}. */
@NullMarked
package io.busbar.benchmarks.consumer.spring;

import org.jspecify.annotations.NullMarked;
