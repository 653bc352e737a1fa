// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.cache.replica.FanOut;
import io.busbar.cache.replica.ReplicaCache;
import io.busbar.cache.secret.SecretCache;
import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.publish.EventTransport;
import io.busbar.outbox.Outbox;
import io.busbar.publisher.EventBridgePublisher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor shows, what the page says and what the builders do are the same. */
class PropertiesTest {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String QUEUE =
      "META-INF/spring/configuration-metadata/io.busbar.spring.BusbarProperties$Queue.json";
  private static final URL CLASSES =
      BusbarProperties.class.getProtectionDomain().getCodeSource().getLocation();

  @Test
  void describesEveryPropertyAndItsDefault() throws IOException {
    assertThat(properties()).hasSizeGreaterThan(40);
    properties()
        .forEach(
            (name, property) -> {
              String description = property.path("description").asString("");
              assertThat(description).as(name).matches("[A-Z].*[.]").doesNotContain("{@");
              assertThat(
                      property.has("defaultValue")
                          || description.contains("Without it")
                          || property.path("type").asString().startsWith("java.util.List"))
                  .as("%s has a default, or says what holds without it", name)
                  .isTrue();
            });
  }

  @Test
  void standsInTheTableOfTheDocumentation() throws IOException {
    List<String> rows = new ArrayList<>();
    properties()
        .forEach(
            (name, property) ->
                rows.add(
                    "| `%s` | %s | %s |"
                        .formatted(
                            name,
                            property.has("defaultValue")
                                ? "`" + property.path("defaultValue").asString() + "`"
                                : "",
                            property.path("description").asString(""))));

    assertThat(
            Files.readAllLines(Path.of("../docs/spring-boot.md")).stream()
                .filter(line -> line.startsWith("| `busbar.") && line.split("\\|", -1).length == 5))
        .filteredOn(line -> properties().containsKey(line.split("`", -1)[1]))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void hasTheDefaultsOfTheBuilders() throws Exception {
    EventTransport transport = null; // The builders only keep it.
    assertSame(
        EventBridgePublisher.builder(transport, "bus"), bound(BusbarProperties.Publisher.class));
    assertSame(
        SqsEventContainer.builder((SqsAsyncClient) null, "url"),
        bound(BusbarProperties.Queue.class));
    assertSame(
        Outbox.builder(new JdbcDataSource(), transport, "bus"), bound(OutboxProperties.class));
    assertSame(SecretCache.builder(ref -> null), bound(SecretProperties.class));
    assertSame(
        ReplicaCache.builder("subscriptions", FanOut.QUEUE_PER_INSTANCE),
        new Binder(new MapConfigurationPropertySource(Map.of("set.fan-out", "queue-per-instance")))
            .bindOrCreate("set", SubscriptionProperties.class));
  }

  private static <T> T bound(Class<T> properties) {
    return new Binder(new MapConfigurationPropertySource()).bindOrCreate("none", properties);
  }

  /** The builder's fields of the same names. */
  private static void assertSame(Object builder, Record properties) throws Exception {
    int compared = 0;
    for (RecordComponent each : properties.getClass().getRecordComponents()) {
      for (Field field : builder.getClass().getDeclaredFields()) {
        if (field.getName().equals(each.getName()) && !each.getName().equals("orderedBy")) {
          field.setAccessible(true);
          assertThat(each.getAccessor().invoke(properties))
              .as("%s of %s", each.getName(), properties)
              .isEqualTo(field.get(builder));
          compared++;
        }
      }
    }
    assertThat(compared).as(Arrays.toString(builder.getClass().getDeclaredFields())).isPositive();
  }

  /** Ours, by name, as {@code busbar.queues.NAME.url}. */
  private static Map<String, JsonNode> properties() {
    Map<String, JsonNode> properties = new TreeMap<>();
    for (JsonNode each : read(METADATA)) {
      String name = each.path("name").asString();
      if (name.startsWith("busbar.") && !name.equals("busbar.queues")) {
        properties.put(name, each);
      }
    }
    read(QUEUE)
        .forEach(
            each -> properties.put("busbar.queues.NAME." + each.path("name").asString(), each));
    return properties;
  }

  /** From where the starter's own classes are; others have such files, too. */
  private static JsonNode read(String file) {
    try (InputStream json = new URL(CLASSES, file).openStream()) {
      return JsonMapper.builder().build().readTree(json).path("properties");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
