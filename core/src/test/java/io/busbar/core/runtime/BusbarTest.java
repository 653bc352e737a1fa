// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.busbar.core.CapturedLogs;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.Health;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.Completion;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerChain;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.handler.HandlerSlot;
import io.busbar.core.publish.PublishPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BusbarTest {
  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final List<String> trail = new ArrayList<>();

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  static class Orders {
    @EventHandler
    OrderPlaced on(OrderPlaced order) {
      return order;
    }
  }

  static class Impossible {
    @EventHandler
    void on(String text) {}
  }

  /** A part that writes down what is done to it. */
  class Part implements ServicePart, EventPublisher, TransactionSource {
    private final String name;
    private final List<String> findings;

    Part(String name, String... findings) {
      this.name = name;
      this.findings = new ArrayList<>(List.of(findings));
    }

    @Override
    public List<String> check() {
      trail.add("check " + name);
      return findings;
    }

    @Override
    public void start() {
      trail.add("start " + name);
    }

    @Override
    public void close() {
      trail.add("close " + name);
    }

    @Override
    public Health health() {
      return new Health(name, Health.Status.UP, Map.of());
    }

    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      trail.add("publish by " + name);
      return CompletableFuture.completedFuture(
          new PublishResult.Stored(io.busbar.core.EventId.of("x")));
    }

    @Override
    public HandlerInterceptor transactions() {
      return new HandlerInterceptor() {
        @Override
        public HandlerSlot slot() {
          return HandlerSlot.TRANSACTION;
        }

        @Override
        public String describe() {
          return "of " + name;
        }

        @Override
        public Completion intercept(HandlerContext context, HandlerChain next) {
          return next.proceed(context);
        }
      };
    }
  }

  @Test
  void startsFromTheBusInwardsAndClosesTheOtherWayRound() {
    Busbar busbar = complete(new Part("publisher"), new Part("outbox"), new Part("container"));

    busbar.start();
    busbar.start();
    busbar.publisher().publish(new OrderPlaced("o"));
    busbar.close();
    busbar.close();

    assertThat(trail)
        .containsExactly(
            "check publisher",
            "check outbox",
            "check container",
            "start publisher",
            "start outbox",
            "start container",
            "publish by outbox",
            "close container",
            "close outbox",
            "close publisher");
    assertThat(busbar.health())
        .extracting(Health::part)
        .containsExactly("publisher", "outbox", "container");
    assertThat(busbar.config().service().name()).isEqualTo("order-processing");
  }

  @Test
  void runsHandlersInTheOutboxsTransaction() {
    Busbar busbar = complete(new Part("publisher"), new Part("outbox"), new Part("container"));

    assertThat(busbar.dispatcher().map(EventDispatcher::describe).orElseThrow())
        .contains("TRANSACTION of outbox");
  }

  @Test
  void refusesToStartWithAllFindingsOfAllParts() {
    Part publisher = new Part("publisher", "Bus 'central-bus' is not there.\nCreate it.");
    Part container = new Part("container", "Queue 'q' is not there.", "Queue 'd' is not there.");
    Busbar busbar = complete(publisher, new Part("outbox"), container);

    assertThatThrownBy(busbar::start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The service order-processing cannot start:
              1. Bus 'central-bus' is not there.
                 Create it.
              2. Queue 'q' is not there.
              3. Queue 'd' is not there.""");
    assertThat(trail).containsExactly("check publisher", "check outbox", "check container");

    publisher.findings.clear();
    container.findings.clear();
    busbar.start();
    assertThat(trail).endsWith("start publisher", "start outbox", "start container");
  }

  @Test
  void saysWhatIsImpossibleAndWhatIsMissingInOneTextWhenAsked() {
    BusbarBuilder builder =
        Busbar.builder()
            .service("shop")
            .publisher(pipeline -> new Part("publisher", "Bus 'central-bus' is not there."))
            .handlers(new Orders())
            .container(
                dispatcher -> {
                  throw mistake("The queue URL 'q' is none.");
                })
            .container(dispatcher -> new Part("container", "Queue 'r' is not there."));

    assertThatThrownBy(builder::buildChecked)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The service shop cannot start:
              1. The queue URL 'q' is none.
              2. Bus 'central-bus' is not there.
              3. Queue 'r' is not there.""");
    assertThat(trail)
        .containsExactly(
            "check publisher", "check container", "close container", "close publisher");
  }

  @Test
  void doesNotCheckTwiceWhatWasBuiltChecked() {
    Busbar busbar =
        Busbar.builder()
            .service("shop")
            .publisher(pipeline -> new Part("publisher"))
            .buildChecked();

    busbar.start();

    assertThat(trail).containsExactly("check publisher", "start publisher");
  }

  @Test
  void saysWhichPartCouldNotBeChecked() {
    IllegalStateException failure = new IllegalStateException("no route to host");
    Part broken =
        new Part("publisher") {
          @Override
          public List<String> check() {
            throw failure;
          }
        };
    Busbar busbar =
        complete(broken, new Part("outbox"), new Part("container", "Queue 'q' is not there."));

    assertThatThrownBy(busbar::start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The service order-processing cannot start:
              1. The publisher could not be checked: java.lang.IllegalStateException: no route to host
              2. Queue 'q' is not there.""")
        .hasSuppressedException(failure);
  }

  @Test
  void takesTheOthersDownWhenAPartDoesNotStart() {
    Part failing =
        new Part("outbox") {
          @Override
          public void start() {
            throw new IllegalStateException("for the test");
          }
        };
    Busbar busbar = complete(new Part("publisher"), failing, new Part("container"));

    assertThatThrownBy(busbar::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("for the test");

    assertThat(trail)
        .endsWith("start publisher", "close container", "close outbox", "close publisher")
        .doesNotContain("start container");
    assertThatThrownBy(busbar::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The service order-processing was closed and cannot be started again. Build another one.");
  }

  @Test
  void closesTheOthersWhenAPartCannotBeClosed() {
    Part failing =
        new Part("container") {
          @Override
          public void close() {
            throw new IllegalStateException("for the test");
          }
        };
    Busbar busbar = complete(new Part("publisher"), new Part("outbox"), failing);
    busbar.start();

    busbar.close();

    assertThat(trail).endsWith("close outbox", "close publisher");
    assertThat(logs.lines())
        .containsExactly(
            "ERROR io.busbar.core.runtime.Busbar - Closing the container failed; what it held may be left to its time-outs");
  }

  @Test
  void canPublishOnly() {
    PublishedBy publisher = new PublishedBy();
    Busbar busbar = Busbar.builder().service("shop").publisher(publisher).build();

    busbar.start();

    assertThat(busbar.publisher().publish(new OrderPlaced("o")).isSafe()).isTrue();
    assertThat(busbar.dispatcher()).isEmpty();
    assertThat(busbar.health()).as("nothing to start or stop").isEmpty();
    assertThat(publisher.pipeline).isNotNull();
  }

  /** A publisher that is no part, made on the service's pipeline. */
  private static final class PublishedBy implements PublisherFactory {
    private PublishPipeline pipeline;

    @Override
    public EventPublisher create(PublishPipeline given) {
      this.pipeline = given;
      return event ->
          CompletableFuture.completedFuture(
              new PublishResult.Accepted(given.prepare(event, "b").entry().id(), "bus-id"));
    }
  }

  @Test
  void saysThatItHasNoPublisher() {
    Busbar busbar = Busbar.builder().service("shop").build();

    assertThatThrownBy(busbar::publisher)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The service shop has no publisher. Call publisher(…) or outbox(…) on Busbar's builder.");
  }

  @Test
  void refusesHandlersWithoutAContainerAndAContainerWithoutHandlers() {
    String noHandler =
        """
        The service cannot be put together:
          1. There is a container, but no handler for what it receives.
             Call handlers(…), or leave the container out.""";

    assertThat(
            refusal(
                Busbar.builder()
                    .service("shop")
                    .publisher(p -> new Part("publisher"))
                    .handlers(new Orders())))
        .hasMessage(
            """
            The service cannot be put together:
              1. There are handlers, but no container brings them events.
                 Call container(…), or leave the handlers out.""");
    assertThat(refusal(Busbar.builder().service("shop").container(d -> new Part("container"))))
        .hasMessage(noHandler);
    assertThat(
            refusal(
                Busbar.builder()
                    .service("shop")
                    .dispatching(dispatcher -> {})
                    .container(d -> new Part("container"))))
        .hasMessage(noHandler);
  }

  @Test
  void saysTheMistakesOfAllPartsAtOnceAndClosesWhatItHasMade() {
    assumeThat(System.getenv()).doesNotContainKeys("SERVICE_NAME", "OTEL_SERVICE_NAME");
    BusbarBuilder builder =
        Busbar.builder()
            .publisher(
                pipeline -> {
                  throw mistake("No bus was named.\nName one.");
                })
            .outbox(pipeline -> new Part("outbox"))
            .handlers(new Impossible())
            .container(dispatcher -> new Part("container 1"))
            .container(
                dispatcher -> {
                  throw mistake("The queue URL 'q' is none.");
                });

    assertThat(refusal(builder))
        .hasMessage(
            """
            The service cannot be put together:
              1. Neither SERVICE_NAME nor OTEL_SERVICE_NAME is set, and no name was configured. Every event says who sent it.
                 Call service("order-processing") on the builder, or set SERVICE_NAME.
              2. No bus was named.
                 Name one.
              3. Impossible.on(String): parameter 1 is a String. A handler takes the event's record, EventEnvelope<T>, EventMetadata, HandlerContext, JsonNode, one value by @MetadataValue, or a List<EventEnvelope<T>> alone.
                 Declare the record annotated with @EventType, or EventEnvelope<JsonNode> for any event.
              4. The queue URL 'q' is none.""");
    assertThat(trail).containsExactly("close container 1", "close outbox");
  }

  @Test
  void doesNotBlameHandlersForAPublisherThatCouldNotBeMade() {
    assertThat(
            refusal(
                    Busbar.builder()
                        .service("shop")
                        .publisher(
                            pipeline -> {
                              throw mistake("No bus was named.");
                            })
                        .handlers(new Orders())
                        .container(dispatcher -> new Part("container")))
                .findings())
        .containsExactly("No bus was named.");
  }

  @Test
  void closesWhatItHasMadeWhenAPartFailsInAnotherWay() {
    assertThatThrownBy(
            () ->
                Busbar.builder()
                    .service("shop")
                    .publisher(pipeline -> new Part("publisher"))
                    .handlers(new Orders())
                    .container(
                        dispatcher -> {
                          throw new IllegalStateException("for the test");
                        })
                    .build())
        .isInstanceOf(IllegalStateException.class);
    assertThat(trail).containsExactly("close publisher");
  }

  private static ConfigurationException mistake(String finding) {
    return ConfigurationException.of("The part cannot be built", List.of(finding));
  }

  private static Busbar complete(Part publisher, Part outbox, Part container) {
    return Busbar.builder()
        .service("order-processing")
        .publisher(pipeline -> publisher)
        .outbox(pipeline -> outbox)
        .handlers(new Orders())
        .container(dispatcher -> container)
        .build();
  }

  private static ConfigurationException refusal(BusbarBuilder builder) {
    return catchThrowableOfType(ConfigurationException.class, builder::build);
  }
}
