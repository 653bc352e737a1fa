// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

/** What the JVM of a desk is told before anything of it is used. */
final class DeskJvm {
  private static final String NO_UNSAFE = "io.netty.noUnsafe";
  private static final String UNSAFE_ACCESS = "sun.misc.unsafe.memory.access";

  /** From here on the JVM warns whoever looks at its output of Netty's use of it (JEP 498). */
  private static final int WARNS_OF_UNSAFE = 24;

  private DeskJvm() {}

  /** Lets Netty do without {@code sun.misc.Unsafe} where that would warn, unless told otherwise. */
  static void prepare() {
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE
        && System.getProperty(NO_UNSAFE) == null
        && System.getProperty(UNSAFE_ACCESS) == null) {
      System.setProperty(NO_UNSAFE, "true");
    }
  }
}
