// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.readme;

final class UnknownCustomerException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
