// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.starter;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** From the first line of main until the context has started; then the process ends at once. */
final class Start {
  private Start() {}

  static void measured(Class<?> application, String... properties) {
    long begun = System.nanoTime();
    SpringApplication spring = new SpringApplication(application);
    spring.setWebApplicationType(WebApplicationType.NONE);
    String[] arguments =
        Stream.concat(
                Stream.of(
                    "--spring.main.banner-mode=off",
                    "--logging.level.root=error",
                    "--spring.application.name=order-processing",
                    "--spring.datasource.url=jdbc:h2:mem:orders"),
                Arrays.stream(properties))
            .toArray(String[]::new);
    var unused = spring.run(arguments);
    System.out.println((System.nanoTime() - begun) / 1e6);
    System.out.flush();
    Runtime.getRuntime().halt(0); // Closing is not what is measured, and takes its time.
  }
}
