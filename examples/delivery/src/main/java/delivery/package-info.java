// SPDX-License-Identifier: Apache-2.0
/** The delivery service of the grocery platform, as small as a service can be. */
@NullMarked
package delivery;

import org.jspecify.annotations.NullMarked;
