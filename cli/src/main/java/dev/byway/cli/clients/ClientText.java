package dev.byway.cli.clients;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.byway.cli.room.Show;
import java.util.Locale;
import java.util.Map;

/// The status of a process that uses rooms, for people.
public final class ClientText {
  private ClientText() {}

  /// @param process as it answered
  public static String of(JsonObject process) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "client %d: %s, since %s",
        number(process, "pid"),
        string(process, "program"),
        string(process, "started"));
    rooms(text, process);
    return text.toString();
  }

  /// The status of a process that serves a mount.
  ///
  /// @param kernelOptions of the mount
  public static String mount(JsonObject process, String kernelOptions) {
    StringBuilder text = new StringBuilder();
    JsonObject mount = process.getAsJsonObject("mount");
    line(
        text,
        "%s  %s  process %d, since %s",
        string(mount, "point"),
        string(mount, "source"),
        number(process, "pid"),
        string(process, "started"));
    String options = string(mount, "options");
    line(text, "  %s%s", kernelOptions, options.isEmpty() ? "" : "; " + options);
    line(
        text,
        "  the kernel knows %d files and directories, has %d open, and reads and writes %d of them"
            + " itself; %d threads",
        number(mount, "nodes"),
        number(mount, "open_files"),
        number(mount, "passthrough_files"),
        number(mount, "threads"));
    rooms(text, process);
    return text.toString();
  }

  private static void rooms(StringBuilder text, JsonObject process) {
    for (JsonElement each : process.getAsJsonArray("rooms")) {
      room(text, each.getAsJsonObject());
    }
  }

  /// Text of another process, which must not move the cursor.
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static void room(StringBuilder text, JsonObject room) {
    line(text, "  %s  %s: %s", string(room, "source"), string(room, "road"), string(room, "why"));
    JsonObject calls = room.getAsJsonObject("calls");
    if (calls != null) {
      line(
          text,
          "    reads and writes: byway %d of %s, wire %d of %s",
          number(calls, "byway"),
          bytes(calls, "byway_bytes"),
          number(calls, "wire"),
          bytes(calls, "wire_bytes"));
    }
    files(text, room.getAsJsonObject("files"));
    JsonObject cache = room.getAsJsonObject("cache");
    if (cache == null) {
      line(text, "    no cache");
    } else {
      options(text, cache.getAsJsonObject("options"));
      figures(text, cache.getAsJsonObject("status"));
    }
  }

  private static void files(StringBuilder text, JsonObject files) {
    if (number(files, "byway") > 0) {
      line(text, "    open files on the byway: %d", number(files, "byway"));
    }
    for (Map.Entry<String, JsonElement> each : files.getAsJsonObject("wire").entrySet()) {
      line(text, "    open files on the wire: %d, %s", each.getValue().getAsLong(), each.getKey());
    }
  }

  private static void options(StringBuilder text, JsonObject options) {
    line(
        text,
        "    cache: %s, of which dirty at most %s, %d workers, read-ahead %d x %s, writes of %s",
        bytes(options, "cachesize"),
        bytes(options, "dirty"),
        number(options, "workers"),
        number(options, "readahead"),
        bytes(options, "rsize"),
        bytes(options, "wsize"));
    line(
        text,
        "      attributes %s, names %s, %s",
        options.get("noac").getAsBoolean()
            ? "not kept"
            : String.format(
                Locale.ROOT,
                "files %d-%d s, directories %d-%d s",
                number(options, "acregmin"),
                number(options, "acregmax"),
                number(options, "acdirmin"),
                number(options, "acdirmax")),
        string(options, "lookupcache"),
        options.get("cto").getAsBoolean() ? "close-to-open" : "nocto");
  }

  private static void figures(StringBuilder text, JsonObject status) {
    long page = number(status, "page_size");
    line(
        text,
        "      holds %s, dirty %s, of %d files and directories; %d workers busy",
        Show.human(number(status, "pages_used") * page),
        Show.human(number(status, "pages_dirty") * page),
        number(status, "inodes"),
        number(status, "workers_busy"));
    line(
        text,
        "      reads %s, attributes %s, names %s from memory",
        share(status, "hits", "misses"),
        share(status, "attribute_hits", "attribute_misses"),
        share(status, "name_hits", "name_misses"));
    line(
        text,
        "      asked for %s in %d requests (%s ahead of readers), wrote %s in %d, %d commits",
        bytes(status, "read_bytes"),
        number(status, "reads"),
        bytes(status, "ahead_bytes"),
        bytes(status, "written_bytes"),
        number(status, "writes"),
        number(status, "commits"));
    line(
        text,
        "      dropped %d files that changed elsewhere and %d pages for room; written again %d,"
            + " late errors %d",
        number(status, "invalidations"),
        number(status, "evictions"),
        number(status, "rewrites"),
        number(status, "late_errors"));
  }

  private static String share(JsonObject status, String hits, String misses) {
    long from = number(status, hits);
    long all = from + number(status, misses);
    return all == 0 ? "none" : String.format(Locale.ROOT, "%d of %d", from, all);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(printable(String.format(Locale.ROOT, format, values))).append('\n');
  }

  private static String bytes(JsonObject json, String key) {
    return Show.human(number(json, key));
  }

  private static long number(JsonObject json, String key) {
    return json.get(key).getAsLong();
  }

  private static String string(JsonObject json, String key) {
    return json.get(key).getAsString();
  }
}
