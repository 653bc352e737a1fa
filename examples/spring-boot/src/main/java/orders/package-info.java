// SPDX-License-Identifier: Apache-2.0
/** The order-processing service of the grocery platform, as a Spring Boot application. */
@NullMarked
package orders;

import org.jspecify.annotations.NullMarked;
