// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

/** Hears that the cache has a new version of a secret. */
@FunctionalInterface
public interface RotationListener {
  void rotated(Secret before, Secret now);
}
