// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a secret. It shows its value only to those who ask for it: {@link #toString} is
 * redacted, it cannot be serialized, and its exceptions never quote it. Immutable and thread-safe.
 *
 * <p>What is read from its JSON is read once and kept as long as the version.
 */
public final class Secret {
  // Without the source in locations, so that no exception of Jackson's quotes a value.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .findAndAddModules()
          .build();

  private final String id;
  private final String versionId;
  private final byte[] value;
  private final @Nullable String text;
  private final Map<Object, Object> read = new ConcurrentHashMap<>(2);

  private Secret(String id, String versionId, byte[] value, @Nullable String text) {
    this.id = id;
    this.versionId = versionId;
    this.value = value;
    this.text = text;
  }

  /** A value of text, most often JSON. */
  public static Secret ofText(String id, String versionId, String text) {
    return new Secret(id, versionId, text.getBytes(StandardCharsets.UTF_8), text);
  }

  /** A binary value. */
  public static Secret ofBytes(String id, String versionId, byte[] value) {
    return new Secret(id, versionId, value.clone(), null);
  }

  /** The name or ARN under which it was asked for. */
  public String id() {
    return id;
  }

  /** The source's id of this version; another value has another one. */
  public String versionId() {
    return versionId;
  }

  /**
   * The value as text.
   *
   * @throws SecretFormatException if it is binary
   */
  public String text() {
    if (text == null) {
      throw new SecretFormatException(id, "is binary and has no text. Read its bytes() instead.");
    }
    return text;
  }

  /** The value as bytes, a copy; those of a text are its UTF-8. */
  public byte[] bytes() {
    return value.clone();
  }

  /**
   * A member of the value, which is a JSON object; objects and arrays come as their JSON.
   *
   * @throws SecretFormatException if it is no JSON object, or has no such member
   */
  public Secret member(String name) {
    return (Secret) read.computeIfAbsent(name, each -> readMember(name));
  }

  /**
   * The value, which is JSON, bound to a class. The same object each time, so it should be
   * immutable: a record. Mind that a record's own {@code toString} shows what it holds.
   *
   * @throws SecretFormatException if the value does not fit
   */
  public <T> T as(Class<T> type) {
    return type.cast(read.computeIfAbsent(type, each -> bind(type)));
  }

  private Secret readMember(String name) {
    JsonNode member = bind(JsonNode.class).get(name);
    if (member == null || member.isNull()) {
      throw new SecretFormatException(
          id,
          "has no member '"
              + name
              + "'. Correct the name, or store the secret as a JSON object with it.");
    }
    return ofText(id, versionId, member.isValueNode() ? member.asText() : member.toString());
  }

  private <T> T bind(Class<T> type) {
    try {
      T bound = JSON.readValue(value, type);
      if (bound != null) {
        return bound;
      }
    } catch (IOException unreadable) {
      // Not kept as the cause: its message may quote the value.
    }
    throw new SecretFormatException(
        id,
        "cannot be read as "
            + type.getSimpleName()
            + ". Compare its JSON with the type; the value is not shown here.");
  }

  /** The id and the version, never the value. */
  @Override
  public String toString() {
    return "Secret[" + id + ", version " + versionId + ", value redacted]";
  }
}
