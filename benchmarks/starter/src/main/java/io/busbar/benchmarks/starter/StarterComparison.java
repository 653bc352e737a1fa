// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.starter;

import static java.util.Objects.requireNonNull;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import io.busbar.testkit.Account;
import io.busbar.testkit.aws.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Starts the same application with Busbar and without, each time in a JVM of its own. */
public final class StarterComparison {
  private static final String ACCOUNT = "777777777777";

  private StarterComparison() {}

  public static void main(String[] arguments) throws Exception {
    try (LocalAws aws = LocalAws.start()) {
      Account account = aws.organization().account(ACCOUNT);
      account
          .bus("central-bus")
          .rule("all")
          .pattern("{\"source\":[\"none\"]}")
          .to(account.queue("orders"));
      account.queue("orders-dead");
      ColdStart without = ColdStart.withoutBusbar(PlainApplication.class);
      String[] options = {
        "-Daws.accessKeyId=" + ACCOUNT,
        "-Daws.secretAccessKey=any",
        "-Dbusbar.aws.region=" + aws.organization().region(),
        "-Dbusbar.aws.endpoint=" + aws.endpoint()
      };
      print(
          Rounds.standard()
              .contender("with", ColdStart.of(BusbarApplication.class).options(options))
              .contender("without", without)
              .contender("sdk", ColdStart.of(SdkApplication.class).options(options))
              .run());
    }
  }

  private static void print(Map<String, Figures> figures) {
    Figures with = requireNonNull(figures.get("with"));
    Figures without = requireNonNull(figures.get("without"));
    with.print("starter.context-ms-with");
    without.print("starter.context-ms-without");
    minus(with, without).print("starter.context-ms-added");
    minus(requireNonNull(figures.get("sdk")), without)
        .print("starter.context-ms-added-by-bare-sdk");
  }

  private static Figures minus(Figures more, Figures less) {
    List<Double> differences =
        IntStream.range(0, more.rounds().size())
            .mapToObj(i -> more.rounds().get(i) - less.rounds().get(i))
            .toList();
    return new Figures(differences);
  }
}
