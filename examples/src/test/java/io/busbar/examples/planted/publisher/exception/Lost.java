// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.publisher.exception;

/** Planted: a package that collects by kind. */
public final class Lost {
  private Lost() {}
}
