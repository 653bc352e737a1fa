// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes that are built to do harm cost no more than their size. */
@Timeout(60)
class HostileEnvelopeTest {
  private static final int MEGABYTE = 1_048_576;
  private final EventCodec codec = JacksonEventCodec.create();
  private final EventCodec.DetailReader anything = codec.reader(Map.class);

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesNestingWithoutFollowingIt(String opening) {
    String nested = opening.repeat(MEGABYTE / opening.length());

    for (String text : new String[] {nested, EnvelopeText.of("{\"a\":" + nested)}) {
      long bytes = allocated(() -> outcome(text));

      assertThat(outcome(text)).isEqualTo("refused");
      assertThat(bytes).as("bytes allocated").isLessThan(20L * MEGABYTE);
    }
  }

  @Test
  void readsTextsOfAMegabyteInASmallMultipleOfTheirSize() {
    String text = EnvelopeText.of("{\"note\":\"" + "x".repeat(MEGABYTE) + "\"}");

    long bytes = allocated(() -> outcome(text));

    assertThat(outcome(text)).isEqualTo("read");
    assertThat(bytes).as("bytes allocated").isLessThan(20L * MEGABYTE);
  }

  @Test
  void refusesGiantNumbersBeforeTheyAreCalculated() {
    String digits = "9".repeat(MEGABYTE);

    for (String number : new String[] {digits, "-" + digits, "0." + digits, "1e" + digits}) {
      String text = EnvelopeText.of("{\"total\":" + number + "}");

      assertThat(outcome(text)).isEqualTo("refused");
      assertThat(allocated(() -> outcome(text))).as("bytes").isLessThan(20L * MEGABYTE);
    }
  }

  @Test
  void readsManyMembersOfOneName() {
    String text = EnvelopeText.of("{" + "\"_metadata\":{\"hops\":1},".repeat(40_000) + "\"a\":1}");

    assertThat(outcome(text)).isEqualTo("read");
    assertThat(allocated(() -> outcome(text))).as("bytes").isLessThan(50L * MEGABYTE);
  }

  @Test
  void readsWhatIsNoUnicode() {
    assertThat(outcome(EnvelopeText.of("{\"a\":\"\uD800 \uFFFF \uFFFD\"}"))).isEqualTo("read");
    assertThat(outcome(EnvelopeText.of("{\"a\":\"\u0000\"}"))).isEqualTo("refused");
  }

  private String outcome(String text) {
    try {
      codec.read(text).detail(anything);
      return "read";
    } catch (MalformedEventException documented) {
      return "refused";
    }
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    work.run();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }
}
