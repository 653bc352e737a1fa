// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.MessageAttribute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The MD5s that SQS answers and that clients check (SQS Developer Guide, "Calculating the MD5
 * message digest for message attributes").
 */
final class MessageDigests {
  private static final byte TEXT = 1;
  private static final byte BINARY = 2;

  private MessageDigests() {}

  static String ofBody(String body) {
    return hex(md5().digest(utf8(body)));
  }

  /** The attributes by name; name, data type and value each behind their length in four bytes. */
  static String ofAttributes(Map<String, MessageAttribute> attributes) {
    SortedMap<String, MessageAttribute> sorted = new TreeMap<>(attributes);
    MessageDigest digest = md5();
    sorted.forEach(
        (name, attribute) -> {
          update(digest, utf8(name));
          update(digest, utf8(attribute.dataType()));
          digest.update(attribute.isBinary() ? BINARY : TEXT);
          update(digest, attribute.bytes());
        });
    return hex(digest.digest());
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java platform has MD5.", impossible);
    }
  }
}
