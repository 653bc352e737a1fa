// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.junit;

import io.busbar.schema.registry.EventRegistry;
import io.busbar.schema.registry.RegistryCheck;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Runs each check of a registry as a test of its own.
 *
 * <pre>{@code
 * class EventsTest {
 *   @RegisterExtension
 *   static final RegistryExtension EVENTS =
 *       RegistryExtension.of(EventRegistry.builder(Path.of("events")).publishes(OrderPlaced.class).build());
 *
 *   @TestTemplate
 *   void keepsItsPromises(RegistryCheck check) {
 *     check.verify();
 *   }
 * }
 * }</pre>
 */
public final class RegistryExtension implements TestTemplateInvocationContextProvider {
  private final EventRegistry registry;

  private RegistryExtension(EventRegistry registry) {
    this.registry = registry;
  }

  public static RegistryExtension of(EventRegistry registry) {
    return new RegistryExtension(registry);
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context
        .getTestMethod()
        .filter(method -> List.of(method.getParameterTypes()).contains(RegistryCheck.class))
        .isPresent();
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return registry.checks().stream().map(Invocation::new);
  }

  private record Invocation(RegistryCheck check)
      implements TestTemplateInvocationContext, ParameterResolver {
    @Override
    public String getDisplayName(int invocationIndex) {
      return check.toString();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RegistryCheck.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return check;
    }
  }
}
