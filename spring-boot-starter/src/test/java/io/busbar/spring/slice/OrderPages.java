// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring.slice;

import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Needs what a slice does not have. */
@Component
public class OrderPages {
  public OrderPages(DataSource dataSource) {}
}
