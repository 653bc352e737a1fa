// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address or a range of them in a condition.
 *
 * @param network the leading bits of the range, as a number
 * @param hostBits how many bits of an address follow them
 */
record AddressRange(String raw, BigInteger network, int hostBits, boolean isV6)
    implements ConditionValue {

  /** Only these, because anything else would be looked up in the DNS. */
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

  /** The range, or empty if the text is none. Without a prefix it is the one address. */
  static Optional<AddressRange> find(String raw) {
    int slash = raw.indexOf('/');
    Optional<byte[]> address = address(slash < 0 ? raw : raw.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int bits = address.get().length * Byte.SIZE;
    String prefix = slash < 0 ? String.valueOf(bits) : raw.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
      return Optional.empty();
    }
    int hostBits = bits - Integer.parseInt(prefix);
    BigInteger network = new BigInteger(1, address.get()).shiftRight(hostBits);
    return Optional.of(new AddressRange(raw, network, hostBits, address.get().length > 4));
  }

  @Override
  public boolean matches(String found, PolicyRequest request) {
    return address(found)
        .filter(bytes -> bytes.length > 4 == isV6)
        .filter(bytes -> new BigInteger(1, bytes).shiftRight(hostBits).equals(network))
        .isPresent();
  }

  private static Optional<byte[]> address(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
