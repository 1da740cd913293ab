package dev.byway.nio;

import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The patterns of [java.nio.file.FileSystem#getPathMatcher]: `glob:` and `regex:`, matched with a
/// path's text.
final class PathPattern {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean inGroup;

  private PathPattern(String glob) {
    this.glob = glob;
  }

  /// @throws UnsupportedOperationException another syntax
  static PathMatcher parse(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("no syntax before a colon: " + syntaxAndPattern);
    }
    String rest = syntaxAndPattern.substring(colon + 1);
    Pattern pattern =
        switch (syntaxAndPattern.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "glob" -> new PathPattern(rest).compile();
          case "regex" -> Pattern.compile(rest);
          default -> throw new UnsupportedOperationException(syntaxAndPattern);
        };
    return path -> pattern.matcher(path.toString()).matches();
  }

  private Pattern compile() {
    while (at < glob.length()) {
      translate(glob.charAt(at++));
    }
    if (inGroup) {
      throw wrong("{ without }");
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private PatternSyntaxException wrong(String what) {
    return new PatternSyntaxException(what, glob, Math.max(0, at - 1));
  }

  private void translate(char c) {
    switch (c) {
      case '*' -> {
        if (at < glob.length() && glob.charAt(at) == '*') {
          at++;
          regex.append(".*");
        } else {
          regex.append("[^/]*");
        }
      }
      case '?' -> regex.append("[^/]");
      case '[' -> brackets();
      case '{' -> {
        if (inGroup) {
          throw wrong("{ within {");
        }
        inGroup = true;
        regex.append("(?:(?:");
      }
      case '}' -> {
        regex.append(inGroup ? "))" : "\\}");
        inGroup = false;
      }
      case ',' -> regex.append(inGroup ? ")|(?:" : ",");
      case '\\' -> {
        if (at == glob.length()) {
          throw wrong("nothing after \\");
        }
        literal(glob.charAt(at++));
      }
      default -> literal(c);
    }
  }

  private void literal(char c) {
    if ("\\^$.|?*+()[]{}&".indexOf(c) >= 0) {
      regex.append('\\');
    }
    regex.append(c);
  }

  /// A set of characters, in which only `!`, `-` and the end mean something. Never a slash.
  private void brackets() {
    regex.append("[[^/]&&[");
    if (at < glob.length() && glob.charAt(at) == '!') {
      regex.append('^');
      at++;
    }
    int first = at;
    while (at < glob.length() && glob.charAt(at) != ']') {
      char c = glob.charAt(at++);
      if (c == '/') {
        throw wrong("/ in [");
      }
      if (c == '-' && at - 1 > first && at < glob.length() && glob.charAt(at) != ']') {
        regex.append('-');
      } else {
        regex.append(c == '-' || c == '~' ? "\\" : "");
        literal(c);
      }
    }
    if (at >= glob.length() || at == first) {
      throw wrong("[ without ], or nothing in between");
    }
    at++;
    regex.append("]]");
  }
}
