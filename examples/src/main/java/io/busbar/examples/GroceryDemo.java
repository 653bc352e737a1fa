// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples;

/** Runs the grocery platform. */
public final class GroceryDemo {
  private GroceryDemo() {}

  /**
   * Starts the demo.
   *
   * @param args none; the options are the system properties {@code demo.*}
   */
  public static void main(String[] args) {
    System.out.println("The grocery platform is not here yet.");
  }
}
