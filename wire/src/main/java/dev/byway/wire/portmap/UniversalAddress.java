package dev.byway.wire.portmap;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Universal addresses, RFC 5665 §5.2.3: the text of an address, then the port as two decimal
/// bytes. `127.0.0.1.8.1` is port 2049 of 127.0.0.1, `::1.8.1` of ::1.
///
/// Asks no name service.
public final class UniversalAddress {
  /// The longest that there is: an IPv6 address with IPv4 at its end, and a zone.
  private static final int MAX_LENGTH = 128;

  private UniversalAddress() {}

  /// @param address resolved
  /// @throws IllegalArgumentException not resolved
  public static XdrString format(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      throw new IllegalArgumentException(address + " is not resolved");
    }
    String text = host.getHostAddress();
    int zone = text.indexOf('%');
    int port = address.getPort();
    return XdrString.of(
        (zone < 0 ? text : text.substring(0, zone)) + "." + (port >> 8) + "." + (port & 0xff));
  }

  /// @throws WireException not an address and two bytes of port
  public static InetSocketAddress parse(XdrString address) throws WireException {
    if (address.length() > MAX_LENGTH) {
      throw malformed(address);
    }
    String text = new String(address.unsafeBytes(), StandardCharsets.ISO_8859_1);
    int low = text.lastIndexOf('.');
    int high = low < 1 ? -1 : text.lastIndexOf('.', low - 1);
    if (high < 1) {
      throw malformed(address);
    }
    int port = portByte(text, high + 1, low, address) << 8;
    port |= portByte(text, low + 1, text.length(), address);
    return new InetSocketAddress(host(text.substring(0, high), address), port);
  }

  private static InetAddress host(String text, XdrString address) throws WireException {
    // ofLiteral takes more than we do: brackets, zones (which it may ask the system about), IPv4
    // of fewer than four numbers.
    int dots = 0;
    boolean ipv6 = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      ipv6 |= c == ':';
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
        throw malformed(address);
      }
    }
    if (!ipv6 && dots != 3) {
      throw malformed(address);
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw malformed(address);
    }
  }

  /// Decimal digits from `from` to `to`, 0 to 255.
  private static int portByte(String text, int from, int to, XdrString address)
      throws WireException {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw malformed(address);
      }
      value = value * 10 + (c - '0');
      if (value > 255) {
        throw malformed(address);
      }
    }
    if (from == to) {
      throw malformed(address);
    }
    return value;
  }

  private static WireException malformed(XdrString address) {
    return new WireException("universal address " + address);
  }
}
