// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import io.busbar.testkit.scenario.FailureReport;
import io.busbar.testkit.scenario.SimulationFailure;
import io.busbar.testkit.scenario.TestWorld;
import io.busbar.testkit.scenario.UnmetExpectationsError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link BusbarTest} does. Keeps nothing itself: each test's world is in that test's store.
 */
final class BusbarExtension
    implements BeforeEachCallback, ParameterResolver, TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(BusbarExtension.class);

  BusbarExtension() {}

  /** So that the parameters of a constructor belong to the test for which it is called. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(
      ExtensionContext rootContext) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** Methods of {@link SimulationTest} have worlds of their own. */
  @Override
  public void beforeEach(ExtensionContext context) {
    if (!context.getRequiredTestMethod().isAnnotationPresent(SimulationTest.class)) {
      TestWorld world = world(context);
      ServiceLoader.load(TestWorldListener.class)
          .forEach(listener -> listener.begins(context, world));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Parameters.supports(parameter.getParameter())
        && context.getTestMethod().isPresent()
        && !parameter.getDeclaringExecutable().isAnnotationPresent(SimulationTest.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Parameters.resolve(parameter.getParameter().getType(), world(context));
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    TestWorld world = context.getStore(NAMESPACE).get(context.getUniqueId(), TestWorld.class);
    if (failure instanceof UnmetExpectationsError unmet) {
      throw ReportPage.write(context, unmet.report(), unmet.unmet())
          .map(unmet::withPage)
          .orElse(unmet);
    }
    if (world != null && !isReported(failure)) {
      FailureReport report = world.scenario().report();
      Optional<Path> page = ReportPage.write(context, report, failure.toString());
      failure.addSuppressed(new TestReport(report, page));
    }
    throw failure;
  }

  /** Under the test's id, because the store of a test also shows what its class's store has. */
  private static TestWorld world(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getUniqueId(), id -> TestWorld.of(seed(context)), TestWorld.class);
  }

  private static long seed(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), BusbarTest.class)
        .or(() -> ofClass(context))
        .map(test -> Seeds.of(test.seed()))
        .orElseGet(() -> Seeds.of(new long[0]));
  }

  private static Optional<BusbarTest> ofClass(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
        context.getRequiredTestClass(), BusbarTest.class, context.getEnclosingTestClasses());
  }

  /** A test that is skipped has not failed. */
  private static boolean isReported(Throwable failure) {
    return failure instanceof SimulationFailure
        || failure.getClass().getSimpleName().equals("TestAbortedException");
  }
}
