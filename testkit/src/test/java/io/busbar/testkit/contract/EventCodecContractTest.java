// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventCodec;
import io.busbar.core.EventMetadata;
import io.busbar.core.IncomingEvent;
import io.busbar.core.JacksonEventCodec;
import io.busbar.core.TraceContext;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventCodecContractTest {

  @Nested
  class Jackson implements EventCodecContract {
    private final EventCodec codec = JacksonEventCodec.create();

    @Override
    public EventCodec codec() {
      return codec;
    }
  }

  @Test
  void noticesReservedMembersThatComeLast() {
    assertThat(Kit.failures(ReservedLast.class)).contains("writesTheReservedMembersFirst");
  }

  @Test
  void noticesACodecThatWritesNoTrace() {
    assertThat(Kit.failures(Traceless.class))
        .containsExactly("readsWhatItHasWritten", "writesTheReservedMembersFirst");
  }

  @Test
  void noticesACodecThatTakesAnything() {
    assertThat(Kit.failures(TakesAnything.class))
        .containsExactly(
            "refusesADetailThatHasAReservedMemberAlready", "refusesADetailThatIsNoObject");
  }

  @Test
  void noticesACodecForOneCallAtATime() {
    assertThat(Kit.failures(ForOneCall.class)).containsExactly("worksOnManyThreadsAtOnce");
  }

  /** Right in all that a subclass leaves alone. */
  static class Right implements EventCodecContract, EventCodec {
    final EventCodec right = JacksonEventCodec.create();

    @Override
    public EventCodec codec() {
      return this;
    }

    @Override
    public EncodedDetail encode(
        Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
      return right.encode(detail, metadata, trace);
    }

    @Override
    public IncomingEvent read(String envelope) {
      return right.read(envelope);
    }

    @Override
    public DetailReader reader(Type type) {
      return right.reader(type);
    }

    static EncodedDetail detail(String json) {
      return EncodedDetail.of(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  static class ReservedLast extends Right {
    @Override
    public EncodedDetail encode(
        Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
      String own = super.encode(detail, null, null).json();
      String reserved = super.encode(new byte[] {'{', '}'}, metadata, trace).json();
      return detail(
          reserved.equals("{}")
              ? own
              : own.substring(0, own.length() - 1) + "," + reserved.substring(1));
    }
  }

  static class Traceless extends Right {
    @Override
    public EncodedDetail encode(
        Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
      return super.encode(detail, metadata, null);
    }
  }

  static class TakesAnything extends Right {
    @Override
    public EncodedDetail encode(
        Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
      try {
        return super.encode(detail, metadata, trace);
      } catch (RuntimeException refused) {
        return detail("{}");
      }
    }
  }

  /** Refuses a second call, instead of breaking sometimes. */
  static class ForOneCall extends Right {
    private @Nullable Thread owner;

    @Override
    public synchronized IncomingEvent read(String envelope) {
      Thread caller = Thread.currentThread();
      if (owner != null && owner != caller) {
        throw new IllegalStateException("Another thread is here already.");
      }
      owner = caller;
      return super.read(envelope);
    }
  }
}
