package dev.byway.wire.ninep;

import dev.byway.wire.xdr.XdrString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What Tversion negotiates. The same bytes mean different things in each.
public enum Dialect {
  /// `9P2000`: users and errors are texts.
  LEGACY("9P2000"),
  /// `9P2000.u`: with numbers for users and errors, links and special files.
  U("9P2000.u"),
  /// `9P2000.L`: Linux's calls.
  L("9P2000.L");

  private final XdrString version;

  Dialect(String version) {
    this.version = XdrString.of(version);
  }

  /// As Tversion says it.
  public XdrString version() {
    return version;
  }

  /// What to speak with who asks for this version; null for one that is not 9P2000. A suffix that
  /// nobody knows falls back to what stands before the dot, as version(5) wants it.
  public static @Nullable Dialect asked(XdrString version) {
    String text = new String(version.unsafeBytes(), StandardCharsets.ISO_8859_1);
    return switch (text) {
      case "9P2000.L" -> L;
      case "9P2000.u" -> U;
      default -> text.equals("9P2000") || text.startsWith("9P2000.") ? LEGACY : null;
    };
  }

  /// Whether users are also numbers on the wire.
  boolean hasNumbers() {
    return this != LEGACY;
  }
}
