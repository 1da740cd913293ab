package dev.byway.server.export;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// Which clients a rule is for.
///
/// Host names are looked up when the exports are loaded, not when a client calls: a slow name
/// server must not hold up calls, and names that a client chooses for itself (reverse look-ups) are
/// no ground to trust it.
public sealed interface ClientMatch {
  boolean matches(InetAddress client);

  /// Everyone.
  record Anyone() implements ClientMatch {
    @Override
    public boolean matches(InetAddress client) {
      return true;
    }

    @Override
    public String toString() {
      return "*";
    }
  }

  /// An address, or all that share its first bits.
  ///
  /// @param address 4 or 16 bytes; bits beyond the prefix are zero
  /// @param prefix bits: 0 to 32, or 128
  record Network(List<Byte> address, int prefix) implements ClientMatch {
    @Override
    public boolean matches(InetAddress client) {
      byte[] bytes = plain(client.getAddress());
      if (bytes.length != address.size()) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit += 8) {
        int mask = 0xff00 >> Math.min(8, prefix - bit) & 0xff;
        if (((bytes[bit / 8] ^ address.get(bit / 8)) & mask) != 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      String text = textOf(address);
      return prefix == address.size() * 8 ? text : text + "/" + prefix;
    }
  }

  /// A host by name, with the addresses it had when the exports were loaded.
  record Host(String name, List<Network> addresses) implements ClientMatch {
    @Override
    public boolean matches(InetAddress client) {
      for (Network each : addresses) {
        if (each.matches(client)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  ClientMatch ANYONE = new Anyone();

  /// Reads `*`, `10.0.0.7`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `fd00::/8` or a host name.
  ///
  /// @throws IllegalArgumentException says what is wrong with it
  static ClientMatch parse(String text) {
    if (text.equals("*")) {
      return ANYONE;
    }
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    if (!isLiteral(host)) {
      if (slash >= 0) {
        throw new IllegalArgumentException("'" + host + "' is not an address");
      }
      return host(host);
    }
    byte[] address = literal(host);
    int bits = address.length * 8;
    return network(address, slash < 0 ? bits : prefix(text.substring(slash + 1), bits));
  }

  private static ClientMatch host(String name) {
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")) {
      throw new IllegalArgumentException(
          "'" + name + "' is not '*', an address, a network or a host name");
    }
    List<Network> addresses = new ArrayList<>();
    try {
      for (InetAddress each : InetAddress.getAllByName(name)) {
        byte[] bytes = plain(each.getAddress());
        addresses.add(network(bytes, bytes.length * 8));
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host '" + name + "' has no address", e);
    }
    return new Host(name, List.copyOf(addresses));
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }

  private static byte[] literal(String host) {
    try {
      if (host.indexOf(':') < 0 && !host.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
        throw new IllegalArgumentException("not four numbers");
      }
      return plain(InetAddress.ofLiteral(host).getAddress());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + host + "' is not an address", e);
    }
  }

  private static int prefix(String text, int bits) {
    if (text.indexOf('.') >= 0) {
      int mask = 0;
      for (byte each : literal(text)) {
        mask = (mask << 8) | (each & 0xff);
      }
      int ones = Integer.numberOfLeadingZeros(~mask);
      if (bits != 32 || mask != (int) (0xffff_ffff_0000_0000L >> ones)) {
        throw new IllegalArgumentException("'" + text + "' is not a netmask");
      }
      return ones;
    }
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > bits) {
      throw new IllegalArgumentException("'/" + text + "' is not a prefix of 0 to " + bits);
    }
    return Integer.parseInt(text);
  }

  private static Network network(byte[] address, int prefix) {
    List<Byte> bytes = new ArrayList<>();
    for (int i = 0; i < address.length; i++) {
      int mask = 0xff00 >> Math.clamp(prefix - i * 8L, 0, 8) & 0xff;
      bytes.add((byte) (address[i] & mask));
    }
    return new Network(List.copyOf(bytes), prefix);
  }

  /// IPv4 in IPv6's clothes (::ffff:10.0.0.7) is IPv4.
  private static byte[] plain(byte[] address) {
    if (address.length != 16) {
      return address;
    }
    for (int i = 0; i < 12; i++) {
      if (address[i] != (i < 10 ? 0 : -1)) {
        return address;
      }
    }
    return new byte[] {address[12], address[13], address[14], address[15]};
  }

  private static String textOf(List<Byte> address) {
    byte[] bytes = new byte[address.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = address.get(i);
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
