// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.MessageAttribute;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads message attributes and refuses those that SQS refuses. */
final class AttributeInput {
  private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..+)?");

  private AttributeInput() {}

  static Map<String, MessageAttribute> of(Map<String, Input> given) {
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    given.forEach((name, value) -> attributes.put(name, attribute(name, value)));
    return attributes;
  }

  private static MessageAttribute attribute(String name, Input input) {
    String type = input.text("DataType", "");
    if (!TYPE.matcher(type).matches()) {
      throw SqsErrors.invalid(
          "The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
              .formatted(name));
    }
    boolean binary = type.startsWith("Binary");
    String value = input.text(binary ? "BinaryValue" : "StringValue");
    if (value == null || value.isEmpty() || (binary && !isBase64(value))) {
      throw empty(name, type);
    }
    return new MessageAttribute(type, value);
  }

  private static boolean isBase64(String value) {
    try {
      return Base64.getDecoder().decode(value).length > 0;
    } catch (IllegalArgumentException broken) {
      return false;
    }
  }

  private static AwsErrorException empty(String name, @Nullable String type) {
    return SqsErrors.invalid(
        "Message (user) attribute '%s' must contain a non-empty value of type '%s'."
            .formatted(name, type));
  }
}
