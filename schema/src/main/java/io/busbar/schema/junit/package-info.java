// SPDX-License-Identifier: Apache-2.0
/**
 * The registry's checks as tests of JUnit Jupiter. Start at {@link
 * io.busbar.schema.junit.RegistryExtension}.
 */
@NullMarked
package io.busbar.schema.junit;

import org.jspecify.annotations.NullMarked;
