// SPDX-License-Identifier: Apache-2.0
/**
 * What a service publishes, reads and filters on, in one file that its build carries. Start at
 * {@link io.busbar.schema.manifest.ServiceManifest}.
 */
@NullMarked
package io.busbar.schema.manifest;

import org.jspecify.annotations.NullMarked;
