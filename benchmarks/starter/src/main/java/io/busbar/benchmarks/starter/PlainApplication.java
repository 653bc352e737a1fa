// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.starter;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database and a service, as Boot makes them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainApplication {

  /** Uses the database. */
  record Orders(JdbcTemplate jdbc) {}

  @Bean
  Orders orders(JdbcTemplate jdbc) {
    return new Orders(jdbc);
  }

  public static void main(String[] arguments) {
    Start.measured(PlainApplication.class);
  }
}
