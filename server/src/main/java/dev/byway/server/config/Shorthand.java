package dev.byway.server.config;

import dev.byway.server.export.ClientMatch;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The short forms of a command line, for an export and for an address. All throw
/// [IllegalArgumentException] with a message for the person who typed them.
public final class Shorthand {
  private Shorthand() {}

  /// Reads `ROOM[:OPTION[,OPTION...]]`, in the words of exports(5):
  /// `/srv/data:ro,all_squash,anonuid=1000`.
  ///
  /// Options: `ro rw sync async root_squash all_squash no_root_squash secure insecure anonuid=N
  /// anongid=N localio=off|safe|trust name=/NAME client=MATCH` (`client` more than once: these and
  /// no others). The colon of another kind of room is none of these: `memory:`, `memory::ro`.
  ///
  /// @param folder where a relative path starts
  public static ExportSpec export(String text, Path folder) {
    int colon = text.lastIndexOf(':');
    boolean options = colon > 0 && hasOptions(text, text.substring(colon + 1));
    String room = room(options ? text.substring(0, colon) : text, folder);
    Option option = new Option();
    if (options) {
      for (String word : text.substring(colon + 1).split(",", -1)) {
        option.take(word);
      }
    }
    return option.spec(room);
  }

  /// What follows the last colon is options when it begins with a good one; and also when it only
  /// looks like one and the colon has no other meaning, for the sake of the error message.
  private static boolean hasOptions(String text, String tail) {
    try {
      new Option().take(tail.split(",", -1)[0]);
      return true;
    } catch (IllegalArgumentException e) {
      return !isScheme(text) && tail.matches("[a-z_]+([=,].*)?");
    }
  }

  private static boolean isScheme(String text) {
    return text.matches("[a-z][a-z0-9+]+:.*");
  }

  /// A local path made absolute, or another room (`memory:`) as it is.
  static String room(String text, Path folder) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty path");
    }
    return isScheme(text) ? text : folder.resolve(text).normalize().toString();
  }

  /// The name of a room that was given none: a path is its own, `memory:x` is `/memory/x`.
  static String nameOf(String room) {
    if (room.startsWith("/")) {
      return room;
    }
    String name = "/" + room.replace(':', '/');
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /// Reads `HOST:PORT`, `[V6]:PORT` or `PORT` (on all addresses).
  public static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("'" + text + "' is not HOST:PORT or PORT");
    }
    if (colon < 0) {
      return new InetSocketAddress(Integer.parseInt(port));
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host '" + host + "' has no address", e);
    }
  }

  /// What the options add up to.
  private static final class Option {
    private ClientRule rule = ClientRule.DEFAULT;
    private final List<ClientMatch> clients = new ArrayList<>();
    private boolean sync = true;
    private LocalioPolicy localio = LocalioPolicy.SAFE;
    private @Nullable String name;

    void take(String word) {
      int equals = word.indexOf('=');
      String value = equals < 0 ? "" : word.substring(equals + 1);
      switch (equals < 0 ? word : word.substring(0, equals + 1)) {
        case "ro" -> rule = rule.withReadOnly(true);
        case "rw" -> rule = rule.withReadOnly(false);
        case "sync" -> sync = true;
        case "async" -> sync = false;
        case "root_squash" -> rule = rule.withSquash(Squash.ROOT);
        case "all_squash" -> rule = rule.withSquash(Squash.ALL);
        case "no_root_squash" -> rule = rule.withSquash(Squash.NONE);
        case "secure" -> rule = rule.withSecurePorts(true);
        case "insecure" -> rule = rule.withSecurePorts(false);
        case "anonuid=" -> rule = rule.withAnonymous(id(value), rule.anonGid());
        case "anongid=" -> rule = rule.withAnonymous(rule.anonUid(), id(value));
        case "localio=" -> localio = policy(value);
        case "name=" -> name = value;
        case "client=" -> clients.add(ClientMatch.parse(value));
        default -> throw new IllegalArgumentException("unknown export option '" + word + "'");
      }
    }

    private static int id(String text) {
      try {
        return Integer.parseUnsignedInt(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + text + "' is not a user or group id", e);
      }
    }

    private static LocalioPolicy policy(String text) {
      return switch (text) {
        case "off" -> LocalioPolicy.OFF;
        case "safe" -> LocalioPolicy.SAFE;
        case "trust" -> LocalioPolicy.TRUST;
        default ->
            throw new IllegalArgumentException("localio is '" + text + "', not off, safe or trust");
      };
    }

    ExportSpec spec(String room) {
      List<ClientRule> rules =
          clients.isEmpty() ? List.of(rule) : clients.stream().map(rule::withMatch).toList();
      return new ExportSpec(name == null ? nameOf(room) : name, room, rules, sync, localio);
    }
  }
}
