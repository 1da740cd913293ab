package dev.byway.cli.room;

/// Bytes as people write them.
public final class Sizes {
  private static final String UNITS = "KMGT";

  private Sizes() {}

  /// Reads `4096`, `4K`, `256M`, `1G`.
  ///
  /// @throws IllegalArgumentException the message says what is wrong
  public static long parse(String text) {
    if (!text.matches("[0-9]{1,12}[KMGTkmgt]?")) {
      throw new IllegalArgumentException("'" + text + "' is no size: such as 4096, 64K or 256M");
    }
    char last = Character.toUpperCase(text.charAt(text.length() - 1));
    int unit = UNITS.indexOf(last);
    return unit < 0
        ? Long.parseLong(text)
        : Long.parseLong(text.substring(0, text.length() - 1)) << 10 * (unit + 1);
  }
}
