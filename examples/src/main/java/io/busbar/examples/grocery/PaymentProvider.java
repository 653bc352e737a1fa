// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.util.Optional;

/**
 * The bank's side: refuses in a way that a demo can predict. Of each hundred upgrades one is never
 * paid, ten only the second time.
 */
@FunctionalInterface
interface PaymentProvider {

  /** Empty when the charge went through, else why not. */
  Optional<String> charge(String upgradeId, int attempt);

  /** Decides by the number at the end of the upgrade's id. */
  static PaymentProvider predictable() {
    return (upgradeId, attempt) -> {
      int number = Integer.parseInt(upgradeId.substring(upgradeId.lastIndexOf('-') + 1));
      if (isNeverPaid(number)) {
        return Optional.of("card expired");
      }
      return number % 10 == 3 && attempt == 1
          ? Optional.of("insufficient funds")
          : Optional.empty();
    };
  }

  static boolean isNeverPaid(int number) {
    return number % 100 == 50;
  }
}
