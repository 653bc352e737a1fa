// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test class that a test runs: for nobody else, since it may fail on purpose. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Sample.Condition.class)
@interface Sample {

  /** Runs samples. */
  final class Kit {
    private static final String PARAMETER = "busbar.sample";

    private Kit() {}

    static EngineTestKit.Builder of(Class<?> sample) {
      return EngineTestKit.engine("junit-jupiter")
          .configurationParameter(PARAMETER, "true")
          .configurationParameter("busbar.reports", "none")
          .selectors(selectClass(sample));
    }
  }

  /** Lets samples run when the kit runs them. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context.getConfigurationParameter(Kit.PARAMETER).isPresent()
          ? ConditionEvaluationResult.enabled("run by a test")
          : ConditionEvaluationResult.disabled("only for the test that runs it");
    }
  }
}
