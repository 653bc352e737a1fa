// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a person sees of a start that fails. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {

  @SpringBootConfiguration(proxyBeanMethods = false)
  @ImportAutoConfiguration(BusbarAutoConfiguration.class)
  static class Application {}

  @Test
  void endsWithTheTextInsteadOfAStackTrace(CapturedOutput output) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setWebApplicationType(WebApplicationType.NONE);

    assertThatThrownBy(() -> application.run("--busbar.service=shop", "--busbar.buss=central"))
        .hasRootCauseInstanceOf(ConfigurationException.class);

    assertThat(output.getOut())
        .contains(
            """
            APPLICATION FAILED TO START
            ***************************

            Description:

            The service shop cannot start:
              1. busbar.buss is set, but there is no such property.
                 Correct its name; docs/spring-boot.md has them all.

            Action:

            Do what the second line of each point says.
            """)
        .doesNotContain("at io.busbar.");
  }
}
