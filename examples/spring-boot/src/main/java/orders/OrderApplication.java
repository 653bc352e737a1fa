// SPDX-License-Identifier: Apache-2.0
package orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** {@code java -jar …}, with the queues of application.properties in the account. */
@SpringBootApplication
public class OrderApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(OrderApplication.class, arguments);
  }
}
