// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.Health;
import io.busbar.core.runtime.ServicePart;
import java.util.List;

/**
 * A part that was made of properties, whose findings are said in their words.
 *
 * @param prefix of the properties
 */
record NamedPart(String prefix, ServicePart part) implements ServicePart {

  @Override
  public List<String> check() {
    return part.check().stream().map(finding -> OptionNames.inProperties(prefix, finding)).toList();
  }

  @Override
  public void start() {
    part.start();
  }

  @Override
  public Health health() {
    return part.health();
  }

  @Override
  public void close() {
    part.close();
  }
}
