package dev.byway.cli.room;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Things as people read them.
public final class Show {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn xx", Locale.ROOT);
  private static final String[] UNITS = {"", "K", "M", "G", "T", "P", "E"};

  private Show() {}

  /// A name; bytes that are not UTF-8, and control characters, as `\xNN`, a backslash as `\\`: so
  /// that different names look different, and none plays tricks on the terminal.
  public static String name(Name name) {
    return bytes(name.unsafeBytes());
  }

  /// As [#name], of the target of a symbolic link.
  public static String bytes(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\')) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Shown byte by byte.
    }
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      if (b == '\\') {
        text.append("\\\\");
      } else if (b >= ' ' && b < 127) {
        text.append((char) b);
      } else {
        text.append(String.format("\\x%02x", b));
      }
    }
    return text.toString();
  }

  /// As ls(1) does: `drwxr-xr-t`.
  public static String mode(Attributes attributes) {
    int mode = attributes.mode();
    return typeLetter(attributes.type())
        + rwx(mode >> 6, (mode & 04000) != 0, 's')
        + rwx(mode >> 3, (mode & 02000) != 0, 's')
        + rwx(mode, (mode & 01000) != 0, 't');
  }

  private static String rwx(int bits, boolean special, char letter) {
    boolean execute = (bits & 1) != 0;
    char last = execute ? 'x' : '-';
    if (special) {
      last = execute ? letter : Character.toUpperCase(letter);
    }
    return ((bits & 4) != 0 ? "r" : "-") + ((bits & 2) != 0 ? "w" : "-") + last;
  }

  private static String typeLetter(FileType type) {
    return switch (type) {
      case REGULAR -> "-";
      case DIRECTORY -> "d";
      case BLOCK -> "b";
      case CHARACTER -> "c";
      case SYMLINK -> "l";
      case SOCKET -> "s";
      case FIFO -> "p";
    };
  }

  /// As stat(1) does: `regular file`.
  public static String type(FileType type) {
    return switch (type) {
      case REGULAR -> "regular file";
      case DIRECTORY -> "directory";
      case BLOCK -> "block device";
      case CHARACTER -> "character device";
      case SYMLINK -> "symbolic link";
      case SOCKET -> "socket";
      case FIFO -> "FIFO";
    };
  }

  /// What ls(1) has in the place of the size: `major, minor` for devices.
  public static String size(Attributes attributes, boolean human) {
    boolean device = attributes.type() == FileType.BLOCK || attributes.type() == FileType.CHARACTER;
    if (device) {
      return attributes.rdevMajor() + ", " + attributes.rdevMinor();
    }
    return human ? human(attributes.size()) : Long.toUnsignedString(attributes.size());
  }

  /// Bytes in at most four characters and a unit of 1024: `17`, `4.0K`, `931G`.
  public static String human(long bytes) {
    double value = bytes >= 0 ? bytes : bytes + 0x1p64;
    int unit = 0;
    while (value >= 1023.5 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String format = unit > 0 && value < 9.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value) + UNITS[unit];
  }

  /// A time of [Attributes] in this machine's zone, to the minute.
  public static String time(long time) {
    return MINUTES.format(instant(time).atZone(ZoneId.systemDefault()));
  }

  /// A time of [Attributes] in this machine's zone, to the nanosecond.
  public static String exactTime(long time) {
    return NANOS.format(instant(time).atZone(ZoneId.systemDefault()));
  }

  private static Instant instant(long time) {
    return Instant.ofEpochSecond(Attributes.seconds(time), Attributes.nanos(time));
  }
}
