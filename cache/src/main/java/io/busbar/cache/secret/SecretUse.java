// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

/** Something that needs a secret and may be refused with it: opening a connection. */
@FunctionalInterface
public interface SecretUse<T, X extends Exception> {
  T with(Secret secret) throws X;
}
