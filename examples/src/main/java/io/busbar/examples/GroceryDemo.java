// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples;

import io.busbar.examples.grocery.Demo;
import io.busbar.examples.grocery.EventsFileRun;
import java.nio.file.Path;

/**
 * The main job: {@code mvn -q -Pdemo}.
 *
 * <p>Options are system properties: {@code demo.upgrades} (200), {@code demo.endpoint} (an embedded
 * one), {@code demo.aws} (true takes AWS itself, by the default credentials, with the bus and the
 * queues that are there, whose names may have a {@code demo.prefix}), {@code demo.data} (a folder
 * for databases that survive; memory), {@code demo.events} (a file of PutEvents entries to publish
 * instead, always to an embedded bus) and {@code demo.rules}.
 */
public final class GroceryDemo {
  private GroceryDemo() {}

  /**
   * Runs the demo; the exit code is not 0 when something is not as it should be.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    String events = System.getProperty("demo.events");
    String rules = System.getProperty("demo.rules");
    boolean ok =
        events == null
            ? new Demo(System.out).run(Demo.Options.fromSystemProperties())
            : new EventsFileRun(System.out)
                .run(Path.of(events), rules == null ? null : Path.of(rules));
    System.out.flush();
    if (!ok) {
      System.exit(1);
    }
  }
}
