// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import io.busbar.testkit.scenario.Simulation;
import io.busbar.testkit.scenario.SimulationFailure;
import io.busbar.testkit.scenario.TestWorld;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** What {@link SimulationTest} does: one test for JUnit, many runs inside of it. */
final class SimulationExtension implements TestTemplateInvocationContextProvider {

  SimulationExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    SimulationTest test = context.getRequiredTestMethod().getAnnotation(SimulationTest.class);
    OptionalLong only = Seeds.property();
    String name =
        only.isPresent()
            ? "seed " + only.getAsLong()
            : "%,d seeds from %d".formatted(test.runs(), test.seed());
    return Stream.of(
        new TestTemplateInvocationContext() {
          @Override
          public String getDisplayName(int invocationIndex) {
            return name;
          }

          @Override
          public List<Extension> getAdditionalExtensions() {
            return List.of(new Runs(test));
          }
        });
  }

  /** Calls the test's method itself, once for each seed. */
  private record Runs(SimulationTest test) implements InvocationInterceptor, ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getDeclaringExecutable().isAnnotationPresent(SimulationTest.class)
          && Parameters.supports(parameter.getParameter());
    }

    /** JUnit wants an argument here; the runs get others. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Parameters.resolve(parameter.getParameter().getType(), TestWorld.of(test.seed()));
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context) {
      invocation.skip();
      Simulation.Test run = world -> invoke(method, world);
      try {
        simulate(run);
      } catch (SimulationFailure failure) {
        throw ReportPage.write(context, failure.report(), failure.summary())
            .map(failure::withPage)
            .orElse(failure);
      }
    }

    private void simulate(Simulation.Test run) {
      OptionalLong only = Seeds.property();
      if (only.isPresent()) {
        Simulation.replay(only.getAsLong(), run);
      } else {
        Simulation.of(test.runs(), test.seed()).run(run);
      }
    }

    private static void invoke(ReflectiveInvocationContext<Method> method, TestWorld world)
        throws Throwable {
      Parameter[] parameters = method.getExecutable().getParameters();
      Object[] given = method.getArguments().toArray();
      Object[] arguments = new Object[given.length];
      Arrays.setAll(
          arguments,
          i ->
              Parameters.supports(parameters[i])
                  ? Parameters.resolve(parameters[i].getType(), world)
                  : given[i]);
      try {
        method.getExecutable().setAccessible(true);
        method.getExecutable().invoke(method.getTarget().orElse(null), arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause() == null ? thrown : thrown.getCause();
      }
    }
  }
}
