// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Finds an outbox that the application seems to want and does not have: its events would be
 * published at once, whether the transaction commits or not.
 */
record OutboxPresence(ApplicationContext context) {
  private static final String MODULE = "io.busbar.outbox.Outbox";

  List<String> findings(@Nullable String bus) {
    Binder binder = Binder.get(context.getEnvironment());
    boolean wanted = binder.bind("busbar.outbox.enabled", Boolean.class).orElse(true);
    if (bus == null
        || !wanted
        || context.getBeanProvider(OutboxSlot.class).getIfAvailable() != null) {
      return List.of();
    }
    boolean configured =
        binder.bind("busbar.outbox", Bindable.mapOf(String.class, Object.class)).isBound();
    boolean module = ClassUtils.isPresent(MODULE, context.getClassLoader());
    if (configured && !module) {
      return finding("busbar.outbox is configured, but busbar-outbox is not on the class path");
    }
    int dataSources = context.getBeanNamesForType(DataSource.class).length;
    if (module && dataSources > 1) {
      return finding(
          "There are %d DataSources, and none of them is primary".formatted(dataSources));
    }
    return configured && dataSources == 0
        ? finding("busbar.outbox is configured, but there is no DataSource")
        : List.of();
  }

  private static List<String> finding(String what) {
    return List.of(
        what
            + ", so that events would be published at once, whether their transaction commits or not.\n"
            + "Change that, or accept it with busbar.outbox.enabled=false.");
  }
}
