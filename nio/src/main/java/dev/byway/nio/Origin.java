package dev.byway.nio;

import dev.byway.vfs.PercentEscapes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a `nfs:` URI says, and how one is written: `nfs://[user@]host[:port]/path[?options]`.
///
/// `java.net.URI` knows one form for all, `NfsUrl` its own: here the parts are taken as they are
/// written (a host may be no host name to `URI`), the path becomes bytes (`%ff` is the byte 0xff),
/// and the options are sorted, so that their order does not count.
///
/// The URIs of paths have the options before the host, `nfs://;soft=on@host/path`: where they are,
/// they survive `URI.resolve`, and programs that take the end of a URI for the name of a file get
/// it (javac does). Both forms are read.
///
/// @param authority user, host and port as written, host in lower case
/// @param path decoded and tidy, absolute: the path of a file, or the export that a file system is
/// @param options decoded
record Origin(String authority, byte[] path, SortedMap<String, String> options) {
  static final String SCHEME = "nfs";

  private static final String NOT_IN_OPTIONS = ";&=+@:/";

  Origin {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /// @throws IllegalArgumentException not such a URI
  static Origin parse(URI uri) {
    if (!SCHEME.equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException(uri + ": the scheme is not " + SCHEME);
    }
    if (uri.isOpaque() || uri.getRawAuthority() == null) {
      throw new IllegalArgumentException(uri + ": no host, say nfs://host/path");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException(uri + ": a fragment; write # as %23");
    }
    byte[] path = PercentEscapes.bytes(uri.getRawPath());
    for (byte b : path) {
      if (b == 0) {
        throw new IllegalArgumentException(uri + ": NUL in the path");
      }
    }
    String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
    int at = authority.indexOf('@');
    int semicolon = authority.lastIndexOf(';', at);
    SortedMap<String, String> options = new TreeMap<>();
    if (at > 0 && semicolon >= 0) {
      int first = authority.indexOf(';');
      addOptions(uri.getRawAuthority().substring(first + 1, at), ";", options);
      authority = authority.substring(0, first) + authority.substring(first == 0 ? at + 1 : at);
    }
    addOptions(uri.getRawQuery() == null ? "" : uri.getRawQuery(), "&", options);
    byte[] tidy = PathBytes.tidy(path.length == 0 ? PathBytes.ROOT : path);
    return new Origin(authority, tidy, options);
  }

  private static void addOptions(String text, String separator, Map<String, String> options) {
    for (String part : text.split(separator)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = text(equals < 0 ? part : part.substring(0, equals));
        options.put(name, equals < 0 ? "on" : text(part.substring(equals + 1)));
      }
    }
  }

  private static String text(String escaped) {
    return new String(PercentEscapes.bytes(escaped), StandardCharsets.UTF_8);
  }

  /// With more options, which win.
  Origin with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(options);
    all.putAll(more);
    return new Origin(authority, path, all);
  }

  Origin without(String option) {
    SortedMap<String, String> others = new TreeMap<>(options);
    others.remove(option);
    return new Origin(authority, path, others);
  }

  Origin withPath(byte[] other) {
    return new Origin(authority, other, options);
  }

  /// The rest of a path that is this one or below it.
  ///
  /// @return relative; null when it is elsewhere
  byte @Nullable [] rest(Origin other) {
    boolean sameServer = authority.equals(other.authority) && options.equals(other.options);
    int length = path.length == 1 ? 0 : path.length;
    byte[] theirs = other.path;
    boolean below =
        theirs.length >= length
            && Arrays.equals(path, 0, length, theirs, 0, length)
            && (theirs.length == length || theirs[length] == '/');
    return sameServer && below
        ? Arrays.copyOfRange(theirs, Math.min(length + 1, theirs.length), theirs.length)
        : null;
  }

  /// The URI of a file whose absolute path starts here.
  URI uri(byte[] below) {
    byte[] rest = Arrays.copyOfRange(below, 1, below.length);
    return URI.create(text(PathBytes.append(path, rest)));
  }

  private String text(byte[] whole) {
    StringBuilder text = new StringBuilder(SCHEME).append("://");
    int at = authority.indexOf('@');
    text.append(authority, 0, Math.max(at, 0));
    options.forEach((name, value) -> option(";", name, value, text));
    text.append(options.isEmpty() && at < 0 ? "" : "@")
        .append(authority, at + 1, authority.length());
    PercentEscapes.append(whole, ";", text);
    return text.toString();
  }

  private static void option(String separator, String name, String value, StringBuilder text) {
    text.append(separator);
    PercentEscapes.append(name.getBytes(StandardCharsets.UTF_8), NOT_IN_OPTIONS, text);
    text.append('=');
    PercentEscapes.append(value.getBytes(StandardCharsets.UTF_8), NOT_IN_OPTIONS, text);
  }

  /// As `NfsUrl` reads it, with the options at the end.
  String url() {
    StringBuilder text = new StringBuilder(SCHEME).append("://").append(authority);
    PercentEscapes.append(path, "", text);
    StringBuilder query = new StringBuilder();
    options.forEach((name, value) -> option(query.isEmpty() ? "?" : "&", name, value, query));
    return text.append(query).toString();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Origin that
        && authority.equals(that.authority)
        && Arrays.equals(path, that.path)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * authority.hashCode() + Arrays.hashCode(path)) + options.hashCode();
  }

  /// As a URI.
  @Override
  public String toString() {
    return text(path);
  }
}
