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

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern RESERVED =
      Pattern.compile("(AWS|Amazon)\\.", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile("(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_.-]{1,256}(?<!\\.)");

  private AttributeInput() {}

  static Map<String, MessageAttribute> of(Map<String, Input> given) {
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    given.forEach((name, value) -> attributes.put(name, attribute(name, value)));
    return attributes;
  }

  private static MessageAttribute attribute(String name, Input input) {
    checkName(name);
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
    if (type.startsWith("Number") && !NUMBER.matcher(value).matches()) {
      throw SqsErrors.invalid(
          "Can't cast the value of message (user) attribute '%s' to a number.".formatted(name));
    }
    return new MessageAttribute(type, value);
  }

  /** SQS Developer Guide, "Message attribute components". */
  private static void checkName(String name) {
    if (RESERVED.matcher(name).lookingAt()) {
      throw SqsErrors.invalid(
          "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings"
              + " are reserved for internal use.");
    }
    if (!NAME.matcher(name).matches()) {
      throw SqsErrors.invalid(
          "The message attribute name '%s' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters."
              .formatted(name));
    }
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
