package dev.byway.client;

import dev.byway.client.cache.CacheOptions;
import dev.byway.vfs.PathText;
import dev.byway.vfs.PercentEscapes;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What to mount and how: `nfs://[user@]host[:port]/path[?option=value&...]`, with libnfs's names
/// of options where they mean the same.
///
/// | option | meaning | default |
/// |---|---|---|
/// | `uid`, `gid` | make all calls as this user and group | the caller's own |
/// | `version` | of NFS; only 3 yet | 3 |
/// | `nfsport`, `mountport` | where NFS and MOUNT are | the URL's port, or as portmap says |
/// | `rsize`, `wsize` | most bytes of one READ or WRITE, 1024 to 4 MiB | 1 MiB |
/// | `timeo` | tenths of a second until a request is sent again | 600 |
/// | `retrans` | how often, before a soft mount gives up | 2 |
/// | `hard`, `soft`, `softerr` | no answer: wait for ever, or fail with EIO or ETIMEDOUT | hard |
/// | `readonly` | change nothing | off |
/// | `lock`, `nolock` | locks are the server's (NLM), or nobody's | lock, if it has a lock manager
/// |
/// | `nconnect` | connections to the server, 1 to 16 | 1 |
/// | `localio` | `on` or `off`: leave the network when the server is on this host | on |
/// | `rendezvous` | the folder where to meet servers of this host | `/run/byway` and the user's |
/// | `resvport` | `on` or `off`: call from a port under 1024 where allowed | on |
/// | `cache` | `on` or `off`: keep data, attributes and names of what is not on this host | on |
/// | `cachesize`, `workers`, `acregmin` ... | how, see [CacheOptions] and `docs/cache.md` | |
/// | `auto-traverse-mounts`, `debug` | taken for libnfs's sake, without effect | |
///
/// @param user before the `@`: a numeric uid, or empty
/// @param host a name or an address; of IPv6 without the brackets
/// @param port 0 when not given
/// @param path absolute, decoded, without a slash at the end unless it is the root; bytes that are
///     not UTF-8 (`%ff`) are in it as [PathText] has them
/// @param options as given, decoded; all known
public record NfsUrl(String user, String host, int port, String path, Map<String, String> options) {
  private static final Set<String> NUMBERS =
      with(
          CacheOptions.NUMBERS,
          "uid",
          "gid",
          "version",
          "nfsport",
          "mountport",
          "rsize",
          "wsize",
          "timeo",
          "retrans",
          "nconnect",
          "debug");
  private static final Set<String> SWITCHES =
      with(
          CacheOptions.SWITCHES,
          "soft",
          "softerr",
          "hard",
          "readonly",
          "lock",
          "nolock",
          "localio",
          "resvport",
          "cache",
          "auto-traverse-mounts");

  private static final List<String> PATIENCE = List.of("soft", "softerr", "hard");
  private static final String RENDEZVOUS = "rendezvous";

  private static final Pattern SHAPE =
      Pattern.compile(
          "nfs://(?:([^@/?]*)@)?(\\[[0-9a-fA-F:.%a-z]+]|[^:/?@\\[\\]]+)(?::([0-9]+))?"
              + "(/[^?]*)?(?:\\?(.*))?");

  private static final int PORT_MAX = 65_535;

  private static Set<String> with(Set<String> some, String... others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(List.of(others));
    return Set.copyOf(all);
  }

  public NfsUrl {
    PathText.bytes(path);
    options = Map.copyOf(options);
  }

  /// This URL with another value of an option.
  ///
  /// @throws IllegalArgumentException as [#parse]
  public NfsUrl with(String option, String value) {
    check(toString(), option, value);
    Map<String, String> changed = new LinkedHashMap<>(options);
    changed.put(option, value);
    return new NfsUrl(user, host, port, path, changed);
  }

  /// This URL with another server.
  public NfsUrl at(String newHost, int newPort) {
    return new NfsUrl(user, newHost, newPort, path, options);
  }

  /// Whether a text is meant to be such a URL.
  public static boolean isNfsUrl(String text) {
    return text.regionMatches(true, 0, "nfs://", 0, 6);
  }

  /// @throws IllegalArgumentException the message says what is wrong with the text
  public static NfsUrl parse(String text) {
    String normal = isNfsUrl(text) ? "nfs://" + text.substring(6) : text;
    Matcher matcher = SHAPE.matcher(normal);
    if (!matcher.matches()) {
      throw bad(text, "not of the form nfs://[user@]host[:port]/path[?option=value&...]");
    }
    String user = matcher.group(1) == null ? "" : matcher.group(1);
    if (!user.matches("[0-9]*")) {
      throw bad(text, "user '" + user + "' is not a number: NFSv3 knows users by their uid");
    }
    String host = matcher.group(2);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    String port = matcher.group(3);
    String path = matcher.group(4) == null ? "/" : decode(text, matcher.group(4));
    String query = matcher.group(5) == null ? "" : matcher.group(5);
    return new NfsUrl(
        user,
        host,
        port == null ? 0 : port(text, "port", number(text, "port", port)),
        normalPath(text, path),
        options(text, query));
  }

  private static String normalPath(String text, String path) {
    if (path.indexOf('\0') >= 0) {
      throw bad(text, "NUL in the path");
    }
    String slim = path.replaceAll("/+", "/");
    return slim.length() > 1 && slim.endsWith("/") ? slim.substring(0, slim.length() - 1) : slim;
  }

  private static Map<String, String> options(String text, String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = decode(text, equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "on" : decode(text, part.substring(equals + 1));
      check(text, name, value);
      options.put(name, value);
    }
    List<String> said = PATIENCE.stream().filter(each -> isOn(options.get(each))).toList();
    if (said.size() > 1) {
      throw bad(text, "both " + String.join(" and ", said));
    }
    try {
      CacheOptions.defaults().with(options);
    } catch (IllegalArgumentException e) {
      throw bad(text, String.valueOf(e.getMessage()));
    }
    return options;
  }

  private static void check(String text, String name, String value) {
    if (NUMBERS.contains(name)) {
      int number = number(text, name, value);
      switch (name) {
        case "version" -> {
          if (number != 3) {
            throw bad(text, "version=" + value + ": only NFS version 3 is spoken yet");
          }
        }
        case "nfsport", "mountport" -> port(text, name, number);
        case "rsize", "wsize" -> range(text, name, number, 1024, 4 << 20);
        case "timeo" -> range(text, name, number, 1, 36_000);
        case "nconnect" -> range(text, name, number, 1, 16);
        default -> {}
      }
    } else if (name.equals(RENDEZVOUS)) {
      if (!value.startsWith("/")) {
        throw bad(text, "rendezvous=" + value + ": name a folder by its absolute path");
      }
    } else if (CacheOptions.WORDS.contains(name)) {
      return; // looked at with the others
    } else if (!SWITCHES.contains(name)) {
      Set<String> known = new TreeSet<>(NUMBERS);
      known.addAll(SWITCHES);
      known.addAll(CacheOptions.WORDS);
      known.add(RENDEZVOUS);
      throw bad(text, "unknown option '" + name + "'; known are " + String.join(", ", known));
    } else if (!Set.of("on", "off", "1", "0", "true", "false").contains(value)) {
      throw bad(text, name + "=" + value + ": say on or off");
    }
  }

  private static int port(String text, String name, int number) {
    return range(text, name, number, 1, PORT_MAX);
  }

  private static int range(String text, String name, int number, int min, int max) {
    if (number < min || number > max) {
      throw bad(text, name + "=" + number + " is not in " + min + " to " + max);
    }
    return number;
  }

  private static int number(String text, String name, String value) {
    try {
      return name.endsWith("id") ? Integer.parseUnsignedInt(value) : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw bad(text, name + "=" + value + " is not a number");
    }
  }

  private static String decode(String text, String part) {
    try {
      return PathText.of(PercentEscapes.bytes(part));
    } catch (IllegalArgumentException e) {
      throw bad(text, "'" + part + "': " + e.getMessage());
    }
  }

  private static IllegalArgumentException bad(String text, String what) {
    return new IllegalArgumentException(text + ": " + what);
  }

  /// A numeric option, if given; ids are unsigned.
  public OptionalInt number(String option) {
    String value = options.get(option);
    return value == null ? OptionalInt.empty() : OptionalInt.of((int) Long.parseLong(value));
  }

  /// A switch.
  public boolean isOn(String option, boolean otherwise) {
    String value = options.get(option);
    return value == null ? otherwise : isOn(value);
  }

  /// The folder where servers of this host are met, if given.
  public @Nullable Path rendezvous() {
    String value = options.get(RENDEZVOUS);
    return value == null ? null : Path.of(value);
  }

  private static boolean isOn(@Nullable String value) {
    return value != null && Set.of("on", "1", "true").contains(value.toLowerCase(Locale.ROOT));
  }

  /// The same server and options with another path.
  public NfsUrl withPath(String other) {
    return new NfsUrl(user, host, port, other, options);
  }

  /// The URL without its options, for people: only what would not be read again is escaped.
  @Override
  public String toString() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return "nfs://"
        + (user.isEmpty() ? "" : user + "@")
        + name
        + (port == 0 ? "" : ":" + port)
        + shownPath();
  }

  private String shownPath() {
    StringBuilder text = new StringBuilder(path.length());
    path.codePoints()
        .forEach(
            point -> {
              boolean ofNoText =
                  point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
              if (ofNoText || point < ' ' || point == 0x7f || point == '%' || point == '?') {
                PercentEscapes.append((byte) point, text);
              } else {
                text.appendCodePoint(point);
              }
            });
    return text.toString();
  }
}
